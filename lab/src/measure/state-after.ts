import type { Fleet, FleetState } from 'anycast-mec';
import { faultOf } from '../faults';
import type { FaultRequest } from '../model/fault-desk';

/**
 * The state of the fleet while faults are there, for its prediction.
 *
 * @throws Error of a fault of which the Fleet predicts nothing
 */
export function stateAfter(fleet: Fleet, faults: readonly FaultRequest[]): FleetState {
  const states = faults.map(({ verb, target }) => {
    const state = faultOf(verb).predicts(fleet, target);
    if (!state) throw new Error(`the Fleet predicts nothing of ${verb} ${target}`);
    return state;
  });
  const all = (pick: (state: FleetState) => readonly string[] | undefined) => states.flatMap((state) => pick(state) ?? []);
  return { down: all(({ down }) => down), withdrawn: all(({ withdrawn }) => withdrawn), drained: all(({ drained }) => drained) };
}
