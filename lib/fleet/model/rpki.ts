import type { Family } from '../addresses/address';

/** A cache that tells routers which AS may announce what, by the protocol of RFC 8210. */
export interface RpkiCache {
  /** Where its address is given, such as `rpki.caches[0]`. */
  readonly path: string;
  readonly family: Family;
  readonly address: string;
  readonly port: number;
}
