import type { Fleet, Service } from 'anycast-mec';
import { probeService } from '../keeper/lab-fleet';
import type { StreamPlan } from '../probes';
import { longestAnswerMs } from '../statistics';

/** What a trial asks: each list is one process, so that HTTP does not hold the fast sender up. */
export interface TrialStreams {
  readonly processes: readonly (readonly StreamPlan[])[];
  /** Name of the stream that outages are taken from. */
  readonly primary: string;
  /** Service that the primary stream asks. */
  readonly service: string;
  /** VIPs that are asked. */
  readonly addresses: ReadonlySet<string>;
}

/** Interval of the 64 flows, ms. Node needs 85 % of a core for 64 flows at 10 ms and then loses answers itself; at 50 ms it needs 15 %. */
const flowIntervalMs = 50;
const flowCount = 64;
/** Pace of the primary stream from which a machine counts as slow, ms: less is asked besides, too. */
const slowPaceMs = 5;

/**
 * The streams of a trial: UDP, each `paceMs`, and, for ECMP, 64 flows to the lab's own service; HTTP to the first service that speaks it,
 * every 100 ms and 20 ms with new connections and every 100 ms over one that is kept alive.
 *
 * @param paceMs of the primary stream. From 5 ms on, a pace for slow machines, the flows and HTTP every 20 ms are left out
 * @param run see `ProbeRequest.run`
 * @param site where the client's service is served first: services that it does not serve are not asked
 * @throws Error if the fleet has neither
 */
export function streamsFor(fleet: Fleet, site: string, run: number, flows: boolean, paceMs = 1): TrialStreams {
  const isSlow = paceMs >= slowPaceMs;
  const udp = fleet.services.find((service) => service.name === probeService);
  const http = fleet.services.find((service) => serves(service, site) && (service.description.protocol ?? 'TCP') === 'TCP');
  const udpAt = udp && endpointOf(udp);
  const httpAt = http && endpointOf(http);
  if (!udpAt && !httpAt) throw new Error(`${site} serves nothing that can be asked: neither ${probeService} nor a TCP service`);
  const asked = httpAt && { ...httpAt, kind: 'http' as const, path: '/', timeoutMs: longestAnswerMs };
  const httpPlans: StreamPlan[] = asked
    ? [
        ...(isSlow ? [] : [{ ...asked, name: 'http-20ms', intervalMs: 20, keepAlive: false }]),
        { ...asked, name: 'http-100ms', intervalMs: 100, keepAlive: false },
        { ...asked, name: 'http-kept', intervalMs: 100, keepAlive: true },
      ]
    : [];
  const name = `udp-${paceMs}ms`;
  const primaryPlan: StreamPlan[] = udpAt ? [{ ...udpAt, kind: 'udp', name, intervalMs: paceMs, flows: 1, run }] : [];
  const flowPlan: StreamPlan[] =
    udpAt && flows && !isSlow
      ? [{ ...udpAt, kind: 'udp', name: 'udp-flows', intervalMs: flowIntervalMs, flows: flowCount, run: run + 1 }]
      : [];
  return {
    processes: [primaryPlan, httpPlans, flowPlan].filter((plans) => plans.length),
    primary: (primaryPlan[0] ?? httpPlans[0])?.name ?? '',
    service: (udp ?? http)?.name ?? '',
    addresses: new Set([udpAt?.address, httpAt?.address].filter((address) => address !== undefined)),
  };
}

/** The services of a trial, in the order in which a drain or withdraw takes them back. */
export function askedServices(fleet: Fleet, site: string): string[] {
  const http = fleet.services.find((service) => serves(service, site) && (service.description.protocol ?? 'TCP') === 'TCP');
  const udp = fleet.services.find((service) => service.name === probeService);
  return [udp?.name, http?.name].filter((name) => name !== undefined);
}

function serves(service: Service, site: string): boolean {
  return service.name !== probeService && service.siteNames.includes(site);
}

function endpointOf(service: Service): { address: string; port: number } | undefined {
  const address = service.vips[0]?.address;
  return address === undefined ? undefined : { address, port: service.description.port ?? 80 };
}
