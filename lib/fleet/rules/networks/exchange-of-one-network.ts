import type { Rule } from '../rule';

/** Networks meet at an exchange. */
export const exchangeOfOneNetwork: Rule = {
  id: 'exchange-of-one-network',
  severity: 'warning',
  title: 'Networks meet at an exchange.',
  explanation:
    'Routers of different networks hold sessions with each other at an exchange. Those of one network have theirs between loopbacks (iBGP), so an exchange of one network carries nothing.',
  allowed: 'members of two networks or more',
  remedy: 'Add a router of another network, or describe a link of the network instead.',
  *check(fleet) {
    for (const { name, path, members } of fleet.exchanges) {
      const [only, another] = [...new Set(members.map(({ router }) => router.network.name))];
      if (only !== undefined && another === undefined)
        yield {
          path: `${path}.members`,
          value: members.map(({ router }) => router.fullName),
          message: `At ${name} ${only} meets nobody.`,
        };
    }
  },
};
