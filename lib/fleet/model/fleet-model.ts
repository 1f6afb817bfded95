import type { FleetDescription } from '../description/fleet';
import type { Exchange, Network } from './network';
import type { RpkiCache } from './rpki';
import type { Pool, Service } from './service';
import type { Site } from './site';

/** Something in the description that no model element could be made of: reported by the rule named. */
export interface Unresolved {
  /** Id of the rule that reports it. */
  readonly rule: 'unknown-reference' | 'no-address' | 'plan-too-small' | 'family-mismatch';
  readonly path: string;
  readonly value: unknown;
  readonly message: string;
  readonly allowed: string;
  readonly remedy: string;
}

/** What a description becomes, whether or not all of it could be derived. */
interface Derived {
  readonly name: string;
  readonly description: FleetDescription;
  readonly pools: readonly Pool[];
  readonly networks: readonly Network[];
  readonly exchanges: readonly Exchange[];
  /** Caches that borders and PEs ask for the origins of routes, first choice first; empty: origins are not validated. */
  readonly caches: readonly RpkiCache[];
  readonly sites: readonly Site[];
  readonly services: readonly Service[];
}

/** The fleet with everything derived, before it is known to be right: it may have holes, with a note of each. Rules read it. */
export interface DerivedModel extends Derived {
  readonly unresolved: readonly Unresolved[];
}

/** The fleet without holes, which views read: a `Fleet` is one. The compiler takes no {@link DerivedModel} for it, and no `Fleet` for a model. */
export interface FleetModel extends Derived {
  readonly unresolved?: never;
}
