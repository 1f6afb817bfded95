import { overlaps, poolClaims } from './block';
import { networkClaims } from './network-claims';
import type { Rule } from '../rule';

/** Pools lie apart from every network of the fleet. */
export const poolOverlapsNetwork: Rule = {
  id: 'pool-overlaps-network',
  severity: 'error',
  title: 'Pools lie apart from every network of the fleet.',
  explanation:
    'A VIP inside a host, link, loopback, client, exchange, pod or ClusterIP range would be taken for an address there: it is delivered locally or never leaves the host.',
  allowed: 'a pool outside all networks',
  remedy: 'Take another prefix for the pool, or for the network.',
  *check(fleet) {
    for (const [pool, network] of overlaps(poolClaims(fleet), networkClaims(fleet))) {
      yield {
        path: pool.path,
        value: pool.text,
        message: `${pool.text} of ${pool.what} overlaps ${network.text}, ${network.what} (${network.path}).`,
      };
    }
  },
};
