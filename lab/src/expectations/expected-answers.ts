import type { Fleet, Service, ServicePort, Vip } from 'anycast-mec';

/** A port at a VIP that a client network asks, and who must answer. */
export interface ExpectedAnswer {
  /** `site/network`, such as `mec-1/upf-1`. */
  readonly client: string;
  readonly service: Service;
  readonly vip: Vip;
  readonly port: ServicePort;
  /** Sites that may answer: one, but where routers of a network share load over ways to different sites. */
  readonly sites: readonly string[];
}

/**
 * Who answers each client network, at each VIP of a family that it has and at each port: families may lead to different sites. What
 * nobody answers is left out.
 */
export function expectedAnswers(fleet: Fleet): ExpectedAnswer[] {
  const prediction = fleet.predict();
  return fleet.services.flatMap((service) =>
    prediction
      .answers(service.name)
      .flatMap(({ client, at, family, sites }) =>
        service.vips
          .filter((vip) => sites.length > 0 && vip.family === family)
          .flatMap((vip) => service.ports.map((port) => ({ client: `${at}/${client}`, service, vip, port, sites }))),
      ),
  );
}
