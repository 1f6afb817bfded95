import type { Rule } from '../rule';

/** Every site has more than one host. */
export const singleHostSite: Rule = {
  id: 'single-host-site',
  severity: 'warning',
  title: 'Every site has more than one host.',
  explanation: 'With one host, the site loses every VIP with it, and no update of the host is without a drain.',
  allowed: 'two or more hosts',
  remedy: 'Add a host, or acknowledge it.',
  *check(fleet) {
    for (const site of fleet.sites) {
      if (site.hosts.length === 1)
        yield { path: `${site.path}.hosts`, value: 1, message: `${site.name} has one host and loses its VIPs with it.` };
    }
  },
};
