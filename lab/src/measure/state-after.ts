import type { FleetState } from 'anycast-mec';
import type { FaultRequest } from '../model/fault-desk';

/**
 * The state of the fleet after the set-up of a cell, for its prediction.
 *
 * @param down elements that are lost besides. @default - none
 */
export function stateAfter(setUp: readonly FaultRequest[], down: readonly string[] = []): FleetState {
  const targets = (verb: string) => setUp.filter((fault) => fault.verb === verb).map(({ target }) => target);
  return { down, withdrawn: targets('withdraw'), drained: targets('drain') };
}
