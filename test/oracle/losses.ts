import type { Fleet, FleetState } from '../../lib/fleet';
import type { FaultRequest } from '../../lab/src/model/fault-desk';

/** A state of a fleet, and how the lab gets there. */
export interface Loss {
  /** What is lost, such as `uplink`. */
  readonly kind: string;
  /** In words, such as `uplink mec-1/border-1:uplink0`. */
  readonly name: string;
  readonly state: FleetState;
  readonly faults: readonly FaultRequest[];
}

/** The undisturbed fleet. */
export const intact: Loss = { kind: 'nothing', name: 'intact', state: {}, faults: [] };

/** Every single loss: site withdrawn or drained, border, uplink, PE or P router, exchange, LAN or client link of a border, host. */
export function singleLosses(fleet: Fleet): Loss[] {
  const power = (kind: string, target: string, verb: string): Loss => ({
    kind,
    name: `${kind} ${target}`,
    state: { down: [target] },
    faults: [{ verb, target }],
  });
  const announcement = (verb: string, target: string, how: 'withdrawn' | 'drained'): Loss => ({
    kind: verb,
    name: `${verb} ${target}`,
    state: { [how]: [target] },
    faults: [{ verb, target }],
  });
  const cable = (kind: string, ...ports: readonly string[]): Loss => ({
    kind,
    name: `${kind} ${ports.join(', ')}`,
    state: { down: ports },
    faults: ports.map((target) => ({ verb: 'link-cut', target })),
  });
  return [
    ...fleet.sites.flatMap((site): Loss[] => [
      ...(site.services.length
        ? [announcement('withdraw', site.name, 'withdrawn'), announcement('drain', site.name, 'drained')]
        : []),
      ...site.borders.flatMap((border) => [
        power('border', border.fullName, 'border-power-off'),
        cable('LAN link', `${border.fullName}:${border.lanInterface}`),
        ...site.clients.map((client) => cable('client link', `${border.fullName}:${client.interface}`)),
      ]),
      ...site.uplinks.map((uplink) => cable('uplink', `${uplink.border.fullName}:${uplink.borderInterface}`)),
      ...site.hosts.map((host) => power('host', host.fullName, 'host-power-off')),
    ]),
    ...fleet.networks.flatMap((network) => network.routers.map((router) => power('router', router.fullName, 'border-power-off'))),
    ...fleet.exchanges.map((exchange) =>
      cable('exchange', ...exchange.members.map((member) => `${member.router.fullName}:${member.interface}`)),
    ),
  ];
}
