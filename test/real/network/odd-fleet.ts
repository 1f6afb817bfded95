import { Fleet } from '../../../lib/fleet';
import type { FleetDescription } from '../../../lib/fleet';

/** The PE that has been taken over, AS 64620. */
export const odd = 'x/pe-1';

/** A PE that has been taken over meets two networks at an exchange, and has the uplinks of two sites: each in FRR and in BIRD. */
export const oddFleet = (more: Partial<FleetDescription> = {}) =>
  Fleet.from({
    name: 'odd-routes',
    pools: { apps: ['203.0.113.0/25', '2001:db8:f::/56'] },
    plan: {
      links: ['10.0.0.0/20', '2001:db8:1::/48'],
      loopbacks: ['10.0.16.0/24', '2001:db8:2::/48'],
      hosts: ['10.1.0.0/16', '2001:db8:3::/48'],
      exchanges: ['10.3.0.0/24', '2001:db8:5::/48'],
    },
    networks: {
      a: { as: 64600, routers: { 'pe-1': 'pe' } },
      b: { as: 64610, routers: { 'pe-1': { role: 'pe', dialect: 'bird' } } },
      x: { as: 64620, routers: { 'pe-1': { role: 'pe', dialect: 'bird' } } },
    },
    exchanges: { ixp: { members: ['a/pe-1', 'b/pe-1', odd] } },
    defaults: { hosts: 1, metallb: { mode: 'frr' } },
    sites: {
      one: { number: 1, as: 64701, uplinks: [{ to: odd, bfd: false }] },
      two: { number: 2, as: 64702, border: { dialect: 'bird' }, uplinks: [{ to: odd, bfd: false }] },
    },
    services: { hello: { vip: ['203.0.113.1', '2001:db8:f::1'], workload: { image: 'registry.example/hello:1.0' } } },
    ...more,
  });

/** Who hears of the odd routes, by where they meet. */
export const targets = { exchange: ['a/pe-1', 'b/pe-1'], uplink: ['one/border-1', 'two/border-1'] } as const;
