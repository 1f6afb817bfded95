import * as fc from 'fast-check';
import { Prefix } from '../../lib/fleet/addresses/prefix';
import { mayTake } from '../../lib/practices/taken';
import type { PolicyRule, PrefixMatch } from '../../lib/routers/model/policy';
import type { RouterModel } from '../../lib/routers/model/router-model';

/** Whether a policy of these rules may take a prefix, with these sets. */
function takes(rules: readonly PolicyRule[], text: string, sets: Readonly<Record<string, readonly PrefixMatch[]>> = {}): boolean {
  const prefixSets = Object.entries(sets).map(([name, entries]) => ({ name, family: 4 as const, entries }));
  return mayTake({ prefixSets } as unknown as RouterModel, { name: 'a', family: 4, rules }, Prefix.parse(text));
}

const sets = {
  exact: [{ prefix: '10.0.0.0/16' }],
  inside: [{ prefix: '10.0.0.0/16', minLength: 24, maxLength: 32 }],
  below: [{ prefix: '10.0.0.0/16', maxLength: 24 }],
};

describe('whether a policy may take a prefix', () => {
  test.each<[string, readonly PolicyRule[], string, boolean]>([
    ['no rule', [], '10.0.0.0/16', false],
    ['a rule about all', [{ action: 'accept' }], '10.0.0.0/16', true],
    ['the prefix itself', [{ action: 'accept', prefixes: 'exact' }], '10.0.0.0/16', true],
    ['a part of it', [{ action: 'accept', prefixes: 'exact' }], '10.0.0.0/17', false],
    ['what holds it', [{ action: 'accept', prefixes: 'exact' }], '10.0.0.0/15', false],
    ['a length that is too short', [{ action: 'accept', prefixes: 'inside' }], '10.0.1.0/23', false],
    ['a length that fits', [{ action: 'accept', prefixes: 'inside' }], '10.0.1.0/24', true],
    ['a length up to the longest', [{ action: 'accept', prefixes: 'below' }], '10.0.1.0/24', true],
    ['one that is longer', [{ action: 'accept', prefixes: 'below' }], '10.0.1.0/25', false],
    ['another prefix', [{ action: 'accept', prefixes: 'below' }], '10.1.0.0/16', false],
    ['another family', [{ action: 'accept', prefixes: 'below' }], '2001:db8::/32', false],
    ['a set that is not there', [{ action: 'accept', prefixes: 'gone' }], '10.0.0.0/16', false],
    ['what is refused before', [{ action: 'refuse', prefixes: 'below' }, { action: 'accept' }], '10.0.0.0/16', false],
    ['what is refused after', [{ action: 'accept' }, { action: 'refuse' }], '10.0.0.0/16', true],
    [
      'what is refused with a community alone',
      [{ action: 'refuse', community: '1:1' }, { action: 'accept' }],
      '10.0.0.0/16',
      true,
    ],
    ['what is accepted on a condition', [{ action: 'accept', asPaths: [[1]] }], '10.0.0.0/16', true],
  ])('%s', (_, rules, prefix, expected) => expect(takes(rules, prefix, sets)).toBe(expected));

  test('never becomes true by a refusal before all', () => {
    const rule = fc.record({
      action: fc.constantFrom('accept' as const, 'refuse' as const),
      prefixes: fc.constantFrom('exact', 'inside', 'below'),
    });
    const length = fc.integer({ min: 8, max: 32 });
    fc.assert(
      fc.property(
        fc.array(rule, { maxLength: 5 }),
        length,
        fc.constantFrom('exact', 'inside', 'below'),
        (rules, bits, refused) => {
          const prefix = `10.0.0.0/${bits}`;
          const before = takes(rules, prefix, sets);
          expect(before || !takes([{ action: 'refuse', prefixes: refused }, ...rules], prefix, sets)).toBe(true);
          expect(takes([{ action: 'refuse' }, ...rules], prefix, sets)).toBe(false);
        },
      ),
    );
  });
});
