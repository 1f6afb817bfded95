import type { FleetDescription } from '../../../lib/fleet';

export type Loose = Record<string, any>;

/** How a rule is kept and broken: each a change to the testbed. */
export interface RuleCase {
  readonly rule: string;
  /** A change that the rule accepts, near to the one that it refuses. */
  readonly accepted: (fleet: Loose) => void;
  readonly refused: (fleet: Loose) => void;
  /** Where the finding must point. */
  readonly path: string;
  /** The value that it must show. */
  readonly value: unknown;
}

export const site = (fleet: Loose, name = 'mec-1'): Loose => fleet.sites[name];
export const uplink = (fleet: Loose, values: Loose, name = 'mec-1') =>
  (site(fleet, name).uplinks = [{ to: `isp-x/pe-${name.at(-1)}`, ...values }]);
export const set =
  (values: Loose, name = 'mec-1') =>
  (fleet: Loose) =>
    void Object.assign(site(fleet, name), values);
export const all = (values: Loose) => (fleet: Loose) => void (fleet.defaults = values);
export const service = (values: Loose) => (fleet: Loose) => void Object.assign(fleet.services.sensors, values);
export const nothing = () => undefined;
export const workload = { image: 'registry.example/sensors:1' };
/** What a cluster of both families is described by. */
export const ofBothFamilies = { pods: ['10.244.0.0/16', 'fd00:10:244::/56'], serviceRange: ['10.96.0.0/12', 'fd00:10:96::/112'] };
export const ipv6 = (fleet: Loose) => {
  fleet.pools.v6 = '2001:db8:f::/64';
  fleet.services.sensors.vip = ['11.11.11.11', '2001:db8:f::1'];
};
/** The testbed with IPv6 beside IPv4 everywhere. */
export const dualStack = (fleet: Loose) => {
  ipv6(fleet);
  fleet.networks['isp-x'].transport = 'plain';
  Object.assign(fleet.plan, {
    links: ['10.0.0.0/16', '2001:db8:1::/48'],
    loopbacks: ['10.255.0.0/20', '2001:db8:2::/48'],
    hosts: ['10.1.0.0/16', '2001:db8:3::/48'],
    clients: ['10.200.0.0/16', '2001:db8:4::/48'],
    exchanges: ['10.254.0.0/24', '2001:db8:5::/48'],
  });
  fleet.defaults = { metallb: { mode: 'frr' }, ...ofBothFamilies };
};

/** The testbed with one change. */
export function changed(base: FleetDescription, change: (fleet: Loose) => void): unknown {
  change(base);
  return base;
}
