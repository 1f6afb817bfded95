import type { FleetDescription } from '../description/fleet';
import type { Exchange, Network } from './network';
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

/**
 * The fleet with everything derived, before it is known to be right. Rules read it; only a model without errors
 * becomes a `Fleet`, so views never see an unresolved element.
 */
export interface FleetModel {
  readonly name: string;
  readonly description: FleetDescription;
  readonly pools: readonly Pool[];
  readonly networks: readonly Network[];
  readonly exchanges: readonly Exchange[];
  readonly sites: readonly Site[];
  readonly services: readonly Service[];
  readonly unresolved: readonly Unresolved[];
}
