import fc from 'fast-check';
import { toNumber, toText } from '../../../lib/fleet/addresses/address';
import { isPrefixText, isRangeText, Prefix } from '../../../lib/fleet/addresses/prefix';

const prefix4 = fc
  .tuple(fc.bigInt(0n, 0xffffffffn), fc.integer({ min: 0, max: 32 }))
  .map(([value, length]) => Prefix.parse(`${toText(4, value)}/${length}`));
const prefix6 = fc
  .tuple(fc.bigInt(0n, (1n << 128n) - 1n), fc.integer({ min: 0, max: 128 }))
  .map(([value, length]) => Prefix.parse(`${toText(6, value)}/${length}`));
const prefix = fc.oneof(prefix4, prefix6);

describe('a prefix', () => {
  test.each(['192.0.2.0/24', '0.0.0.0/0', '2001:db8::/48', '192.0.2.1/24'])('is read from %s', (text) => {
    expect(isPrefixText(text)).toBe(true);
  });

  test.each([
    '192.0.2.0',
    '192.0.2/24',
    '010.0.0.0/8',
    '192.0.2.0/33',
    '2001:db8::/129',
    'fe80::1%eth0/64',
    '',
    '192.0.2.0/24/24',
  ])('is not read from %j', (text) => {
    expect(isPrefixText(text)).toBe(false);
    expect(() => Prefix.parse(text)).toThrow(/not a prefix/);
  });

  test('remembers that host bits were set', () => {
    expect(Prefix.parse('192.0.2.1/24').hasHostBits).toBe(true);
    expect(Prefix.parse('192.0.2.0/24').hasHostBits).toBe(false);
    expect(Prefix.parse('192.0.2.1/24').toString()).toBe('192.0.2.0/24');
  });

  test('is the same after printing and reading', () => {
    fc.assert(fc.property(prefix, (one) => expect(Prefix.parse(one.toString())).toEqual(Prefix.parse(one.toString()))));
    fc.assert(
      fc.property(
        prefix,
        (one) => Prefix.parse(one.toString()).first === one.first && Prefix.parse(one.toString()).last === one.last,
      ),
    );
  });

  test('contains its first and last address and not those beside them', () => {
    fc.assert(
      fc.property(prefix4, (one) => {
        expect(one.contains(toText(4, one.first))).toBe(true);
        expect(one.contains(toText(4, one.last))).toBe(true);
        if (one.first > 0n) expect(one.contains(toText(4, one.first - 1n))).toBe(false);
        if (one.last < 0xffffffffn) expect(one.contains(toText(4, one.last + 1n))).toBe(false);
      }),
    );
  });

  test('is divided into subnets that lie inside and do not overlap', () => {
    fc.assert(
      fc.property(prefix, fc.integer({ min: 1, max: 10 }), fc.nat(1000), fc.nat(1000), (one, more, i, j) => {
        const length = one.length + more;
        const [a, b] = [one.subnet(length, i), one.subnet(length, j)];
        expect(a !== undefined).toBe(length <= one.bits && i < 2 ** more);
        if (!a || !b) return;
        expect(a.first >= one.first && a.last <= one.last).toBe(true);
        expect(a.overlaps(b)).toBe(i === j);
      }),
    );
  });

  test('has no subnet shorter than itself', () => {
    expect(Prefix.parse('10.0.0.0/16').subnet(8, 0)).toBeUndefined();
    expect(Prefix.parse('10.0.0.0/16').subnet(24, 256)).toBeUndefined();
    expect(Prefix.parse('10.0.0.0/16').subnet(24, 255)?.toString()).toBe('10.0.255.0/24');
  });

  test('counts addresses from its first', () => {
    expect(Prefix.parse('10.0.0.0/31').address(1)).toBe('10.0.0.1');
    expect(Prefix.parse('10.0.0.0/31').address(2)).toBeUndefined();
    expect(Prefix.parse('2001:db8::/64').address(10)).toBe('2001:db8::a');
  });

  test('of one family never overlaps one of the other', () => {
    expect(Prefix.parse('0.0.0.0/0').overlaps(Prefix.parse('::/0'))).toBe(false);
  });
});

describe('a range', () => {
  test.each(['192.0.2.1-192.0.2.9', '2001:db8::1-2001:db8::9', '192.0.2.9-192.0.2.1'])('is read from %s', (text) => {
    expect(isRangeText(text)).toBe(true);
  });
  test.each(['192.0.2.1', '192.0.2.1-', '192.0.2.1-2001:db8::1', '1.1.1.1-1.1.1.2-1.1.1.3'])('is not read from %j', (text) => {
    expect(isRangeText(text)).toBe(false);
  });
});

test('an address is the same after going through its number', () => {
  fc.assert(fc.property(fc.bigInt(0n, (1n << 128n) - 1n), (value) => toNumber(toText(6, value)) === value));
});

describe('addresses that an interface may have', () => {
  test.each([
    ['10.0.0.0/24', 254, '10.0.0.1', '10.0.0.254'],
    ['10.0.0.0/30', 2, '10.0.0.1', '10.0.0.2'],
    ['10.0.0.0/31', 2, '10.0.0.0', '10.0.0.1'],
    ['10.0.0.0/32', 1, '10.0.0.0', '10.0.0.0'],
    ['2001:db8::/126', 3, '2001:db8::1', '2001:db8::3'],
    ['2001:db8::/127', 2, '2001:db8::', '2001:db8::1'],
    ['2001:db8::/128', 1, '2001:db8::', '2001:db8::'],
  ])('of %s are %i, from %s to %s', (text, count, first, last) => {
    const prefix = Prefix.parse(text);
    expect([prefix.usableCount, prefix.usable(1), prefix.usable(count)]).toEqual([count, first, last]);
    expect([prefix.usable(0), prefix.usable(count + 1)]).toEqual([undefined, undefined]);
    expect([first, last].map((address) => prefix.reserves(address))).toEqual([false, false]);
  });

  test.each([
    ['10.0.0.0/30', '10.0.0.0'],
    ['10.0.0.0/30', '10.0.0.3'],
    ['2001:db8::/64', '2001:db8::'],
  ])('of %s leave out %s', (text, address) => expect(Prefix.parse(text).reserves(address)).toBe(true));
});
