import type { Rule } from '../rule';

/** Ranges go from the lower to the higher address. */
export const rangeReversed: Rule = {
  id: 'range-reversed',
  severity: 'error',
  title: 'Ranges go from the lower to the higher address.',
  explanation: 'MetalLB refuses a range whose end lies before its beginning.',
  allowed: 'first-last with first not above last',
  remedy: 'Exchange the two addresses.',
  acknowledgeable: false,
  *check(fleet) {
    for (const block of fleet.pools.flatMap((pool) => pool.blocks)) {
      if (block.last < block.first)
        yield { path: block.path, value: block.text, message: `${block.text} ends before it begins.` };
    }
  },
};
