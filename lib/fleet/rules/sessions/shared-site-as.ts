import type { Rule } from '../rule';

/** Sites with one AS accept each other's paths. */
export const sharedSiteAs: Rule = {
  id: 'shared-site-as',
  severity: 'error',
  title: "Sites with one AS accept each other's paths.",
  explanation:
    "A border drops paths that hold its own AS (RFC 4271 section 9.1.2), so sites that share one never learn each other's VIPs and have nothing to fail over to.",
  allowed: 'an AS of its own for each site, or `asOverride` or `allowAsIn` on every uplink of those that share one',
  remedy: 'Give the site its own AS, or set `asOverride` on its uplinks.',
  *check(fleet) {
    const first = new Map<number, string>();
    for (const site of fleet.sites) {
      const before = first.get(site.as);
      if (before === undefined) first.set(site.as, site.name);
      const sharing = before !== undefined ? [site, fleet.sites.find((other) => other.name === before)] : [];
      const deaf = sharing.flatMap((entry) => entry?.uplinks ?? []).filter((uplink) => !uplink.asOverride && !uplink.allowAsIn);
      if (deaf[0]) {
        yield {
          path: `${site.path}.as`,
          value: site.as,
          message: `${site.path}.as is ${site.as}, which sites.${before ?? ''} has already: they refuse each other's VIPs.`,
          remedy: `Give ${site.name} its own AS, or set asOverride on ${deaf.map((uplink) => uplink.path).join(', ')}.`,
        };
      }
    }
  },
};
