import { Address4, Address6 } from 'ip-address';

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
  return !text.includes('%') && (familyOf(text) === 6 ? Address6.isValid(text) : Address4.isValid(text));
}

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
  return familyOf(text) === 6 ? new Address6(text).bigInt() : new Address4(text).bigInt();
}

/** The canonical text (RFC 5952 for IPv6) of an address given as a number. */
export function toText(family: Family, value: bigint): string {
  return family === 6 ? Address6.fromBigInt(value).correctForm() : Address4.fromBigInt(value).correctForm();
}

/** The canonical text of an address: `2001:DB8::0001` becomes `2001:db8::1`. */
export function canonical(text: string): string {
  return toText(familyOf(text), toNumber(text));
}
