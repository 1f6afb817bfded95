import fc from 'fast-check';
import { canonicalAddress } from 'anycast-mec/contract';
import { Address4, Address6 } from 'ip-address';
import { canonical, toNumber, toText } from '../../../lib/fleet/addresses/address';

/** IPv6 addresses with many zeros, which is what their text is about. */
const ipv6 = fc
  .array(fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(0xffff)), { minLength: 8, maxLength: 8 })
  .map((fields) => fields.reduce((value, field) => (value << 16n) | BigInt(field), 0n));

test('an IPv4 number is written as the package ip-address writes it, and read again', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 0xffffffffn }), (value) => {
      expect(toText(4, value)).toBe(Address4.fromBigInt(value).correctForm());
      expect(toNumber(toText(4, value))).toBe(value);
    }),
    { numRuns: 500 },
  );
});

test('an IPv6 number is written as the package ip-address writes it, and read again', () => {
  fc.assert(
    fc.property(ipv6, (value) => {
      expect(toText(6, value)).toBe(Address6.fromBigInt(value).correctForm());
      expect(toNumber(toText(6, value))).toBe(value);
    }),
    { numRuns: 2000 },
  );
});

test('an IPv6 address is written by the fleet as the agent writes it, dots in it or not', () => {
  const dotted = fc.constantFrom('::192.0.2.1', '::ffff:192.0.2.1', '64:ff9b::192.0.2.1');
  const texts = fc.oneof(
    dotted,
    ipv6.map((value) => Address6.fromBigInt(value).canonicalForm().toUpperCase()),
  );
  fc.assert(
    fc.property(texts, (text) => expect(canonicalAddress(text)).toBe(canonical(text))),
    { numRuns: 500 },
  );
});

test('an address with a zone is no address of a VIP, and is left as it is', () =>
  expect(canonicalAddress('fe80::1%eth0')).toBe('fe80::1%eth0'));

test.each([
  ['2001:DB8::0001', '2001:db8::1'],
  ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
  ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
  ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
  ['0:0:0:0:0:0:0:0', '::'],
  ['::ffff:192.0.2.1', '::ffff:c000:201'],
  ['192.0.2.255', '192.0.2.255'],
])('%s is written %s (RFC 5952)', (given, text) => {
  expect(canonical(given)).toBe(text);
});
