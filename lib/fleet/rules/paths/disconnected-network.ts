import type { NetworkRouter } from '../../model';
import { Groups } from '../../readings/groups';
import type { Rule } from '../rule';

/** The routers of a network are connected by its links. */
export const disconnectedNetwork: Rule = {
  id: 'disconnected-network',
  severity: 'error',
  title: 'The routers of a network are connected by its links.',
  explanation: 'Loopbacks are reached over OSPF: routers without a path between them hold no iBGP session.',
  allowed: 'links that join all routers',
  remedy: 'Add a link.',
  needsWhole: true,
  *check(fleet) {
    for (const network of fleet.networks) {
      const groups = new Groups<NetworkRouter>();
      network.routers.forEach((router) => groups.of(router));
      for (const { ends } of network.links) groups.join(ends[0].router, ends[1].router);
      const [first] = network.routers;
      const apart = network.routers
        .filter((router) => first && groups.of(router) !== groups.of(first))
        .map((router) => router.name);
      if (first && apart.length)
        yield {
          path: `${network.path}.links`,
          value: apart.join(', '),
          message: `No link of ${network.name} leads from ${first.name} to ${apart.join(', ')}.`,
        };
    }
  },
};
