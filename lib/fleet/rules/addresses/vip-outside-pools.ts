import { toNumber } from '../../addresses/address';
import type { Rule } from '../rule';

/** Refuses VIPs that lie in no pool. */
export const vipOutsidePools: Rule = {
  id: 'vip-outside-pools',
  severity: 'error',
  title: 'Every VIP lies in a pool.',
  explanation:
    'MetalLB assigns only addresses of an IPAddressPool, and border routers accept only prefixes of the pools: a VIP outside is never announced.',
  needs: ['pools.*.*'],
  allowed: 'an address of one of the pools',
  remedy: 'Take an address of a pool, or add its prefix to `pools`.',
  acknowledgeable: false,
  *check(fleet) {
    const blocks = fleet.pools.flatMap((pool) => pool.blocks);
    for (const service of fleet.services) {
      for (const vip of service.vips) {
        const value = toNumber(vip.address);
        if (blocks.some((block) => block.family === vip.family && isWithin(value, block))) continue;
        yield {
          path: vip.path,
          value: vip.address,
          message: `The VIP ${vip.address} of ${service.name} lies in no pool.`,
          allowed: blocks.length ? blocks.map((block) => block.text).join(', ') : 'no pool is given',
        };
      }
    }
  },
};

/** Whether an address lies between the ends of a block, of which a rule of its own tells if they are exchanged. */
function isWithin(value: bigint, { first, last }: { readonly first: bigint; readonly last: bigint }): boolean {
  return (first <= value && value <= last) || (last <= value && value <= first);
}
