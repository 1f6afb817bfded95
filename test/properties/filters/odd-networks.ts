import * as fc from 'fast-check';
import type { FleetDescription } from '../../../lib/fleet';
import { anyFleet } from '../any-fleet';

type Loose = Record<string, any>;

/** Prefixes at and beyond the edge of what is routed, and plain ones. */
const odd = {
  4: [
    '192.168.7.0/24',
    '192.168.7.0/30',
    '192.168.7.0/31',
    '192.168.7.0/32',
    '169.254.7.0/30',
    '169.254.7.0/24',
    '224.7.0.0/24',
    '240.7.0.0/24',
    '255.255.255.0/24',
    '127.7.0.0/24',
    '0.7.0.0/24',
    '100.64.7.0/24',
    '198.18.7.0/24',
    '192.0.0.0/24',
  ],
  6: [
    '2001:db8:77::/64',
    '2001:db8:77::/80',
    '2001:db8:77::/126',
    'fd00:7::/64',
    'fe80:7::/64',
    'ff0e:7::/64',
    '64:ff9b::/96',
    '::ffff:0:0/96',
    '2002:7::/64',
  ],
} as const;

/** What of a fleet is put elsewhere: a change that gives something the prefix. */
const moves: Record<string, (fleet: Loose, site: Loose, prefix: string) => void> = {
  'host network': (_, site, prefix) => void (site.lan = prefix),
  'client network': (_, site, prefix) => void (site.clients = [{ name: 'odd', prefix }]),
  uplink: (_, site, prefix) => {
    const [net = '', length = ''] = prefix.split('/');
    const base = net.replace(/0$/, '');
    site.uplinks[0] = { ...site.uplinks[0], addresses: { border: `${base}2/${length}`, pe: `${base}1/${length}` } };
  },
  pool: (fleet, _, prefix) => {
    const [net = ''] = prefix.split('/');
    fleet.pools.odd = prefix;
    fleet.services.odd = { vip: net, selector: { app: 'odd' } };
  },
  pods: (_, site, prefix) => void (site.pods = prefix),
};

/** Valid fleets of which a site, or the pools, are given up to two prefixes that may be ones that routers drop. */
export const oddNetworks: fc.Arbitrary<FleetDescription> = fc
  .tuple(
    anyFleet,
    fc.array(fc.tuple(fc.constantFrom(...Object.keys(moves)), fc.constantFrom(...odd[4], ...odd[6]), fc.nat()), { maxLength: 2 }),
  )
  .map(([fleet, changes]) => {
    const changed = structuredClone(fleet) as Loose;
    const names = Object.keys(changed.sites);
    for (const [what, prefix, which] of changes) moves[what]?.(changed, changed.sites[names[which % names.length] ?? ''], prefix);
    return changed as FleetDescription;
  });
