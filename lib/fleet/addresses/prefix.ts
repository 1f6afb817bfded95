import { familyOf, isAddress, isValid, toNumber, toText } from './address';
import type { Family } from './address';
import { remembered } from './remembered';

/** Whether `text` is a prefix in CIDR form with an explicit length. Host bits may be set: a rule speaks about those. */
export function isPrefixText(text: string): boolean {
  return text.includes('/') && isValid(text);
}

/** Whether `text` is a range `first-last` of two addresses of one family. Whether it is reversed is a rule's business. */
export function isRangeText(text: string): boolean {
  const [first, last, more] = text.split('-');
  if (first === undefined || last === undefined || more !== undefined) return false;
  return isAddress(first) && isAddress(last) && familyOf(first) === familyOf(last);
}

/** An IPv4 or IPv6 prefix, immutable. Host bits given in the text are remembered in {@link hasHostBits} and cleared. */
export class Prefix {
  /**
   * Reads `192.0.2.0/24` or `2001:db8::/48`.
   *
   * @throws Error if the text is not a prefix.
   */
  public static parse(text: string): Prefix {
    return Prefix.read(text);
  }

  private static readonly read = remembered((text) => {
    if (!isPrefixText(text)) throw new Error(`'${text}' is not a prefix such as 192.0.2.0/24`);
    const [address, length] = text.split('/') as [string, string];
    return new Prefix(familyOf(address), toNumber(address), Number(length));
  });

  /** The prefix that holds one address alone: /32 or /128. */
  public static host(address: string): Prefix {
    const family = familyOf(address);
    return new Prefix(family, toNumber(address), family === 6 ? 128 : 32);
  }

  /** The number of the first address. */
  public readonly first: bigint;
  /** The number of the last address. */
  public readonly last: bigint;
  /** Whether the address it was made from had bits set beyond the length (`192.0.2.1/24`). */
  public readonly hasHostBits: boolean;

  /** {@link toString} when it was asked for: it is asked for often. */
  #text: string | undefined;
  /** What {@link reserves} compares with: many addresses ask one prefix. */
  #reservedTexts: readonly string[] | undefined;

  private constructor(
    public readonly family: Family,
    address: bigint,
    public readonly length: number,
  ) {
    const size = 1n << BigInt(this.bits - length);
    this.first = address - (address % size);
    this.last = this.first + size - 1n;
    this.hasHostBits = address !== this.first;
  }

  /** Address length of the family in bits: 32 or 128. */
  public get bits(): number {
    return this.family === 6 ? 128 : 32;
  }

  /** Whether the address (text) lies inside. An address of the other family does not. */
  public contains(address: string): boolean {
    if (familyOf(address) !== this.family) return false;
    const value = toNumber(address);
    return value >= this.first && value <= this.last;
  }

  /** Whether the two prefixes share an address. */
  public overlaps(other: { family: Family; first: bigint; last: bigint }): boolean {
    return this.family === other.family && this.first <= other.last && other.first <= this.last;
  }

  /** Whether both are one prefix. */
  public equals(other: Prefix): boolean {
    return this === other || (this.family === other.family && this.length === other.length && this.first === other.first);
  }

  /** How many prefixes of `length` bits fit in; 0 if none. */
  public capacity(length: number): number {
    return length < this.length || length > this.bits ? 0 : 2 ** Math.min(52, length - this.length);
  }

  /**
   * The `index`-th prefix of `length` bits inside, counted from 0.
   *
   * @returns undefined if there is no such prefix.
   */
  public subnet(length: number, index: number): Prefix | undefined {
    if (index < 0 || index >= this.capacity(length)) return undefined;
    return new Prefix(this.family, this.first + BigInt(index) * (1n << BigInt(this.bits - length)), length);
  }

  /**
   * The `index`-th address inside, counted from 0, whether or not an interface may have it: see {@link usable}.
   *
   * @returns undefined if the prefix is too small.
   */
  public address(index: number): string | undefined {
    const value = this.first + BigInt(index);
    return index >= 0 && value <= this.last ? toText(this.family, value) : undefined;
  }

  /**
   * The `place`-th address that an interface may have, counted from 1.
   *
   * @returns undefined if the prefix has fewer.
   */
  public usable(place: number): string | undefined {
    return place >= 1 && place <= this.usableCount ? this.address(place - 1 + (this.reserved.first ? 1 : 0)) : undefined;
  }

  /** How many addresses interfaces may have; at most 2 ^ 52. */
  public get usableCount(): number {
    const { first, last } = this.reserved;
    return 2 ** Math.min(52, this.bits - this.length) - (first ? 1 : 0) - (last ? 1 : 0);
  }

  /**
   * Whether no interface may have the address (canonical text): it is the network's own (RFC 1122 section 3.2.1.3; IPv6: that of any
   * router, RFC 4291 section 2.6.1) or its broadcast address.
   */
  public reserves(address: string): boolean {
    const { first, last } = this.reserved;
    this.#reservedTexts ??= [...(first ? [this.first] : []), ...(last ? [this.last] : [])].map((end) => toText(this.family, end));
    return this.#reservedTexts.includes(address);
  }

  /** Which ends no interface may have. With two addresses both serve (RFC 3021, RFC 6164), and one stands for itself. */
  private get reserved(): { readonly first: boolean; readonly last: boolean } {
    const large = this.bits - this.length > 1;
    return { first: large, last: large && this.family === 4 };
  }

  /** Canonical CIDR text. */
  public toString(): string {
    this.#text ??= `${toText(this.family, this.first)}/${this.length}`;
    return this.#text;
  }

  /** As {@link toString}, so that a printed fleet shows prefixes as text. */
  public toJSON(): string {
    return this.toString();
  }
}
