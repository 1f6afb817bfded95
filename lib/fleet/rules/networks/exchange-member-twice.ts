import type { Rule } from '../rule';

/** A router is a member of an exchange once. */
export const exchangeMemberTwice: Rule = {
  id: 'exchange-member-twice',
  severity: 'error',
  title: 'A router is a member of an exchange once.',
  explanation: 'Each entry is a port of its own with an address and sessions, but a router has one interface at an exchange.',
  allowed: 'each router once',
  remedy: 'Take the second entry out.',
  acknowledgeable: false,
  *check(fleet) {
    for (const exchange of fleet.exchanges) {
      const seen = new Set<string>();
      for (const { router, path } of exchange.members) {
        if (seen.has(router.fullName))
          yield { path, value: router.fullName, message: `${router.fullName} is a member of ${exchange.name} twice.` };
        seen.add(router.fullName);
      }
    }
  },
};
