import { originNumber } from '../../model';
import type { DerivedModel, Site } from '../../model';
import type { Rule } from '../rule';

/** Every site has a number of its own. */
export const duplicateSiteNumber: Rule = {
  id: 'duplicate-site-number',
  severity: 'error',
  title: 'Every site has a number of its own.',
  explanation:
    'Two sites with one number would get the same addresses from the plan. Where a network replaces the AS of sites (`asOverride`), it knows them apart by the last 16 bits of their numbers (site of origin, RFC 4360 section 5), and tells none what another of the same number announced.',
  allowed: 'a number that no other site has',
  remedy: 'Give one of the sites another `number`.',
  acknowledgeable: false,
  *check(fleet) {
    const taken = new Set(fleet.sites.map((site) => site.number));
    const told = new Set<Site>();
    for (const [site, before, message] of pairs(fleet)) {
      if (told.has(site)) continue;
      told.add(site);
      let free = 1;
      while (taken.has(free)) free++;
      taken.add(free);
      yield {
        path: `${site.path}.number`,
        value: site.number,
        message: `${site.name} and ${before.name} ${message}`,
        remedy: `Give ${site.name} a number of its own: ${free} is free.`,
      };
    }
  },
};

function* pairs(fleet: DerivedModel): Generator<[site: Site, before: Site, message: string]> {
  const numbers = new Map<number, Site>();
  for (const site of fleet.description.plan ? fleet.sites : []) {
    const before = numbers.get(site.number);
    if (before) yield [site, before, `both have the number ${site.number}.`];
    else numbers.set(site.number, site);
  }
  const origins = new Map<string, Site>();
  for (const { site, pe, asOverride } of fleet.sites.flatMap(({ uplinks }) => uplinks)) {
    if (!asOverride) continue;
    const key = `${pe.network.name} ${originNumber(site)}`;
    const before = origins.get(key) ?? site;
    origins.set(key, before);
    if (before !== site) yield [site, before, `are one site of origin to ${pe.network.name}: ${originNumber(site)}.`];
  }
}
