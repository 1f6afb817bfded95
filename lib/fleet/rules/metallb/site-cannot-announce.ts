import type { Family } from '../../addresses/address';
import type { DerivedModel, Site } from '../../model';
import type { Rule, Violation } from '../rule';

/** MetalLB has a pool and a border router to speak to at every site. */
export const siteCannotAnnounce: Rule = {
  id: 'site-cannot-announce',
  severity: 'error',
  title: 'MetalLB has a pool and a border router to speak to at every site.',
  explanation:
    'In native mode MetalLB carries IPv4 alone: pools with IPv6 alone and borders without an IPv4 address in the host network leave it nothing to announce, and nobody to announce to.',
  allowed: 'a pool and a host network with IPv4; in the modes frr and frr-k8s of either family',
  remedy: 'Give the pools and the host network (`lan` or `plan.hosts`) IPv4, or set `metallb.mode: frr`.',
  needs: ['pools', 'sites.*', 'plan'],
  acknowledgeable: false,
  *check(fleet) {
    const pools = new Set(fleet.pools.flatMap((pool) => pool.blocks.map((block) => block.family)));
    for (const site of fleet.sites) yield* without(site, pools, fleet);
  },
};

function* without(site: Site, pools: ReadonlySet<Family>, fleet: DerivedModel): Iterable<Violation> {
  const families: readonly Family[] = site.metallb.mode === 'native' ? [4] : [4, 6];
  const path = `${site.path}.metallb.mode`;
  const value = site.metallb.mode;
  if (!families.some((family) => pools.has(family)))
    yield {
      path: fleet.pools.length ? path : 'pools',
      value: fleet.pools.length ? value : {},
      message: `${site.name} has no pool that MetalLB in the mode ${value} can announce from.`,
    };
  // A site without a host network is told by the rule no-address.
  const addresses = site.borders.flatMap((border) => border.lan);
  if (addresses.length && !addresses.some(({ family }) => families.includes(family)))
    yield {
      path,
      value,
      message: `${site.name} has no border router with an IPv4 address in the host network, and the mode ${value} carries IPv4 alone.`,
    };
}
