import type { Rule } from '../rule';

/** There is a site of last resort. */
export const noSiteOfLastResort: Rule = {
  id: 'no-site-of-last-resort',
  severity: 'warning',
  title: 'There is a site of last resort.',
  explanation: 'When every MEC has withdrawn a VIP, a site of kind cloud still answers; without one clients get nothing.',
  allowed: 'at least one site of kind cloud',
  remedy: 'Describe a cloud site, or acknowledge it.',
  needs: ['sites.*'],
  *check(fleet) {
    if (fleet.sites.length && !fleet.sites.some((site) => site.kind === 'cloud'))
      yield { path: 'sites', value: fleet.sites.length, message: 'No site is of kind cloud.' };
  },
};
