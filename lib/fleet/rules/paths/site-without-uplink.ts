import type { Rule } from '../rule';

/** Every site has an uplink. */
export const siteWithoutUplink: Rule = {
  id: 'site-without-uplink',
  severity: 'error',
  title: 'Every site has an uplink.',
  explanation: 'Without one nobody elsewhere reaches it, and its clients have no way out.',
  allowed: 'at least one uplink',
  remedy: 'Give `uplinks`.',
  needs: ['sites.*'],
  *check(fleet) {
    for (const site of fleet.sites) {
      if (fleet.description.sites[site.name]?.uplinks.length === 0)
        yield { path: `${site.path}.uplinks`, value: [], message: `${site.name} has no uplink.` };
    }
  },
};
