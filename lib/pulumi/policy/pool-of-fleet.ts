import type { ObjectPolicy } from './object-policy';

/** MetalLB would give addresses that routers filter, or that another site's plan uses. */
export const poolOfFleet: ObjectPolicy = {
  name: 'pool-of-fleet',
  description: 'Every address pool is one of the fleet.',
  level: 'mandatory',
  *check({ kind, name, spec }, fleet) {
    if (kind !== 'IPAddressPool') return;
    const blocks = fleet.pools.flatMap((pool) => pool.blocks.map(({ text }) => text));
    const given = Array.isArray(spec['addresses']) ? spec['addresses'].map(String) : [];
    for (const block of given.filter((entry) => !blocks.includes(entry))) {
      yield (
        `IPAddressPool ${name} has ${block}, which is no pool of the fleet ${fleet.name}; allowed: ${blocks.join(', ')}; ` +
        "remedy: take it from the fleet, or add it to the fleet's pools"
      );
    }
  },
};
