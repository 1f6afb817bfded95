import { Address4, Address6 } from 'ip-address';
import { remembered } from './remembered';

/** Address family: 4 or 6. */
export type Family = 4 | 6;

/** Whether `text` is one IPv4 or IPv6 address, without prefix length or zone. */
export function isAddress(text: string): boolean {
  return !text.includes('/') && isValid(text);
}

/**
 * Whether `text` is an address or prefix of the family that it looks like, without zone. Asking the family first spares the library
 * the exception that it makes of every text of the other family.
 */
export function isValid(text: string): boolean {
  return readable(text);
}

const readable = remembered(
  (text) => !text.includes('%') && (familyOf(text) === 6 ? Address6.isValid(text) : Address4.isValid(text)),
);

/**
 * The family of an address or prefix in text form. It looks at the text only: whether the address is valid is
 * {@link isAddress}'s business.
 */
export function familyOf(text: string): Family {
  return text.includes(':') ? 6 : 4;
}

/**
 * The number behind an address.
 *
 * @throws AddressError of `ip-address` if the text is no address.
 */
export function toNumber(text: string): bigint {
  return numberOf(text);
}

const numberOf = remembered((text) => (familyOf(text) === 6 ? new Address6(text).bigInt() : new Address4(text).bigInt()));

/**
 * The canonical text (RFC 5952 for IPv6) of an address given as a number. Written here, as a fleet of thousands of sites has a hundred
 * thousand of them, and `ip-address` makes its text by reading one.
 */
export function toText(family: Family, value: bigint): string {
  return family === 6 ? ipv6Text(value) : ipv4Text(Number(value));
}

function ipv4Text(value: number): string {
  return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}

function ipv6Text(value: bigint): string {
  const digits = value.toString(16).padStart(32, '0');
  const fields: string[] = [];
  for (let at = 0; at < digits.length; at += 4) fields.push(withoutZeros(digits, at));
  const { start, length } = longestZeros(fields);
  // One field alone is not shortened (section 4.2.2); of two equal runs the first is (section 4.2.3).
  if (length < 2) return fields.join(':');
  return `${fields.slice(0, start).join(':')}::${fields.slice(start + length).join(':')}`;
}

/** The four digits at a place without the zeros before them. */
function withoutZeros(digits: string, at: number): string {
  let from = at;
  while (from < at + 3 && digits[from] === '0') from++;
  return digits.slice(from, at + 4);
}

function longestZeros(fields: readonly string[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  for (let at = 0; at < fields.length; at++) {
    const start = at;
    while (fields[at] === '0') at++;
    if (at - start > best.length) best = { start, length: at - start };
  }
  return best;
}

/** The canonical text of an address: `2001:DB8::0001` becomes `2001:db8::1`. */
export function canonical(text: string): string {
  return toText(familyOf(text), toNumber(text));
}
