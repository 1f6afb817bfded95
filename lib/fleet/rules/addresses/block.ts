import type { Family } from '../../addresses/address';
import type { FleetModel } from '../../model';

/** A span of addresses that something claims. */
export interface Claim {
  readonly what: string;
  readonly path: string;
  readonly text: string;
  readonly family: Family;
  readonly first: bigint;
  readonly last: bigint;
}

/** The blocks of all pools as claims. */
export function poolClaims(fleet: FleetModel): Claim[] {
  return fleet.pools.flatMap((pool) =>
    pool.blocks.map((block) => ({
      what: `pool ${pool.name}`,
      path: block.path,
      text: block.text,
      family: block.family,
      first: block.first,
      last: block.last,
    })),
  );
}

/** Every pair of a left and a right claim that share an address, found by one sweep: n log n. */
export function* overlaps(left: readonly Claim[], right: readonly Claim[]): Generator<[Claim, Claim]> {
  for (const family of [4, 6] as const) {
    const order = (list: readonly Claim[]) =>
      list.filter((claim) => claim.family === family).sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
    const others = order(right);
    // Few pools stand against many networks: each pool looks at the networks from the first that can reach it.
    const reach: bigint[] = [];
    others.forEach((claim, index) =>
      reach.push(index > 0 && (reach[index - 1] ?? 0n) > claim.last ? (reach[index - 1] ?? 0n) : claim.last),
    );
    for (const one of order(left)) {
      let low = 0;
      for (let high = reach.length; low < high;) {
        const middle = (low + high) >> 1;
        if ((reach[middle] ?? 0n) < one.first) low = middle + 1;
        else high = middle;
      }
      for (let index = low; index < others.length; index++) {
        const other = others[index];
        if (!other || other.first > one.last) break;
        if (other.last >= one.first && other !== one) yield [one, other];
      }
    }
  }
}
