import type { Rule } from '../rule';

/** A link joins two routers. */
export const linkWithItself: Rule = {
  id: 'link-with-itself',
  severity: 'error',
  title: 'A link joins two routers.',
  explanation: 'A link from a router to itself carries nothing, and both of its ends would be one interface.',
  allowed: 'the names of two routers',
  remedy: 'Name the router at the other end, or take the link out.',
  acknowledgeable: false,
  *check(fleet) {
    for (const { path, ends } of fleet.networks.flatMap((network) => network.links))
      if (ends[0].router === ends[1].router)
        yield { path, value: ends[0].router.name, message: `Both ends of the link are ${ends[0].router.fullName}.` };
  },
};
