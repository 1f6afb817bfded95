import type { DerivedModel, Unresolved } from '../model';
import type { Violation } from './rule';

/** What the derivation could not resolve, as violations of the rule that speaks of it. */
export function unresolvedBy(rule: Unresolved['rule'], fleet: DerivedModel): Violation[] {
  return fleet.unresolved.filter((entry) => entry.rule === rule);
}
