import type { Site } from '../../model';
import type { Rule } from '../rule';

/** BGP sessions of sites have a password. */
export const sessionWithoutPassword: Rule = {
  id: 'session-without-password',
  severity: 'warning',
  title: 'The BGP sessions of a site have a password.',
  explanation:
    'Without TCP-MD5 (RFC 2385) whoever reaches the network of a session can end it with a forged segment, or speak in the place of a host that is down and take its VIPs (RFC 7454 section 4).',
  allowed: 'a reference to a password for the sessions of the hosts, and for each uplink',
  remedy: 'Give `hostPassword` and the `password` of each uplink, or acknowledge it at `sites` where links are trusted.',
  *check(fleet) {
    for (const site of fleet.sites) {
      const open = sessionsWithoutPassword(site);
      if (open.length === 0) continue;
      yield { path: site.path, value: open, message: `${site.name} has BGP sessions without a password: ${open.join(', ')}.` };
    }
  },
};

function sessionsWithoutPassword({ hosts, hostPassword, uplinks }: Site): string[] {
  return [
    ...(hosts.length > 0 && hostPassword === undefined ? ['those of its hosts'] : []),
    ...uplinks.filter(({ password }) => password === undefined).map(({ pe }) => `to ${pe.fullName}`),
  ];
}
