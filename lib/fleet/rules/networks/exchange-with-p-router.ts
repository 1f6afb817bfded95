import type { Rule } from '../rule';

/** Members of an exchange are PE routers. */
export const exchangeWithPRouter: Rule = {
  id: 'exchange-with-p-router',
  severity: 'error',
  title: 'Members of an exchange are PE routers.',
  explanation:
    'A P router has no sessions with other networks: over MPLS it runs no BGP at all, and else it would pass routes on whose next hop nobody in its network knows.',
  allowed: 'routers with the role pe',
  remedy: 'Name a PE, or make the router one.',
  acknowledgeable: false,
  *check(fleet) {
    for (const exchange of fleet.exchanges) {
      for (const { router, path } of exchange.members) {
        if (router.role === 'p') yield { path, value: router.fullName, message: `${router.fullName} is a P router.` };
      }
    }
  },
};
