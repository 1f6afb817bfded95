import { Prefix } from '../../addresses/prefix';
import { describedPrefixes } from '../../readings/described-prefixes';
import type { Rule } from '../rule';

/** Prefixes have no host bits set. */
export const hostBitsSet: Rule = {
  id: 'host-bits-set',
  severity: 'error',
  title: 'Prefixes have no host bits set.',
  explanation:
    '`192.0.2.1/24` is an address with a length, not a prefix: FRR and MetalLB read it differently, and what was meant cannot be known.',
  allowed: 'a prefix whose host bits are zero',
  remedy: 'Write the prefix with its host bits cleared.',
  *check(fleet) {
    for (const { path, text } of describedPrefixes(fleet)) {
      const prefix = Prefix.parse(text);
      if (prefix.hasHostBits)
        yield {
          path,
          value: text,
          message: `${text} has host bits set.`,
          allowed: prefix.toString(),
          remedy: `Write ${prefix.toString()}.`,
        };
    }
  },
};
