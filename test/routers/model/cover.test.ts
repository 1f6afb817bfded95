import fc from 'fast-check';
import { toText } from '../../../lib/fleet/addresses/address';
import { Prefix } from '../../../lib/fleet/addresses/prefix';
import { coverOf } from '../../../lib/routers/model/cover';

test('the cover of a range holds every address of it and none beside it', () => {
  const address = fc.bigInt(0n, 0xffffffffn);
  fc.assert(
    fc.property(address, fc.bigInt(0n, 5000n), (first, size) => {
      const last = first + size > 0xffffffffn ? 0xffffffffn : first + size;
      const prefixes = coverOf(4, first, last).map((text) => Prefix.parse(text));
      expect(prefixes[0]!.first).toBe(first);
      expect(prefixes.at(-1)!.last).toBe(last);
      prefixes.slice(1).forEach((prefix, index) => expect(prefix.first).toBe(prefixes[index]!.last + 1n));
    }),
  );
});

test('the cover of a whole prefix is that prefix', () => {
  const prefix = Prefix.parse('2001:db8::/64');
  expect(coverOf(6, prefix.first, prefix.last)).toEqual(['2001:db8::/64']);
  expect(coverOf(4, 0n, 0xffffffffn)).toEqual(['0.0.0.0/0']);
  expect(toText(4, 0n)).toBe('0.0.0.0');
});
