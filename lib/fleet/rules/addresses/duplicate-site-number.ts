import type { Rule } from '../rule';

/** Every site has a place of its own in the plan. */
export const duplicateSiteNumber: Rule = {
  id: 'duplicate-site-number',
  severity: 'error',
  title: 'Every site has a place of its own in the plan.',
  explanation: 'Two sites with one number would get the same addresses.',
  allowed: 'a number that no other site has',
  remedy: 'Give one of the sites another `number`.',
  acknowledgeable: false,
  *check(fleet) {
    if (!fleet.description.plan) return;
    const taken = new Map(fleet.sites.map((site) => [site.number, site.name]));
    const seen = new Map<number, string>();
    for (const site of fleet.sites) {
      const before = seen.get(site.number);
      if (before !== undefined) {
        let free = 1;
        while (taken.has(free)) free++;
        taken.set(free, site.name);
        yield {
          path: `${site.path}.number`,
          value: site.number,
          message: `${site.name} and ${before} both have the number ${site.number}.`,
          remedy: `Give ${site.name} a number of its own: ${free} is free.`,
        };
      }
      seen.set(site.number, site.name);
    }
  },
};
