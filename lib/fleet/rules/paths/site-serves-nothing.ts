import type { Rule } from '../rule';

/** Every site serves a service. */
export const siteServesNothing: Rule = {
  id: 'site-serves-nothing',
  severity: 'warning',
  title: 'Every site serves a service.',
  explanation: 'A site without service announces no VIP; its hosts are idle.',
  allowed: 'at least one service, or none at all in the fleet',
  remedy: 'Name the site in `sites` of a service.',
  needs: ['services', 'sites.*'],
  *check(fleet) {
    if (fleet.services.length === 0) return;
    for (const site of fleet.sites)
      if (site.services.length === 0) yield { path: site.path, value: site.name, message: `${site.name} serves no service.` };
  },
};
