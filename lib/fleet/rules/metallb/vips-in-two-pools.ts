import { toNumber } from '../../addresses/address';
import type { Pool, Vip } from '../../model';
import type { Rule } from '../rule';

/** The VIPs of a service lie in one pool. */
export const vipsInTwoPools: Rule = {
  id: 'vips-in-two-pools',
  severity: 'error',
  title: 'Both VIPs of a service lie in one pool.',
  explanation:
    'MetalLB gives a Service all its addresses from one IPAddressPool (0.16, internal/allocator/allocator.go, `poolFor`) or none: with the IPv4 VIP in one pool and the IPv6 VIP in another neither is ever announced. One pool may have prefixes of both families.',
  needs: ['pools.*.*'],
  allowed: 'VIPs of one pool',
  remedy: 'Put the prefixes of both families into one pool.',
  acknowledgeable: false,
  *check({ pools, services }) {
    for (const { name, vips } of services) {
      const [first, second] = vips.map((vip) => ({ vip, pools: poolsOf(pools, vip) }));
      if (!first?.pools.length || !second?.pools.length) continue;
      if (first.pools.some((pool) => second.pools.includes(pool))) continue;
      const [one, other] = [first, second].map((entry) => entry.pools.map((pool) => pool.name).join(', '));
      yield {
        path: second.vip.path,
        value: second.vip.address,
        message: `The VIPs of ${name} lie in two pools: ${first.vip.address} in ${one}, ${second.vip.address} in ${other}.`,
        allowed: `an address of the pool ${one}, which has ${first.vip.address}`,
        remedy: `Put the prefix of ${second.vip.address} into the pool ${one}.`,
      };
    }
  },
};

/** One that lies in no pool is told of by another rule, and pools that overlap by a third. */
function poolsOf(pools: readonly Pool[], { address, family }: Vip): Pool[] {
  const value = toNumber(address);
  return pools.filter(({ blocks }) =>
    blocks.some((block) => block.family === family && block.first <= value && value <= block.last),
  );
}
