import type { Family } from '../addresses/address';
import type { Prefix } from '../addresses/prefix';

/** An address on an interface, with the prefix it lies in. */
export interface InterfaceAddress {
  readonly family: Family;
  /** Canonical address text without length. */
  readonly address: string;
  /** The prefix of the link or LAN; its length is the length on the interface. */
  readonly prefix: Prefix;
}

/** The first address of a family, if there is one. */
export function ofFamily<T extends { readonly family: Family }>(list: readonly T[], family: Family): T | undefined {
  return list.find((entry) => entry.family === family);
}
