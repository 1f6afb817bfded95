import type { Phase } from 'anycast-mec/contract';
import { initialState } from '../../../agent/src/state';
import type { MachineState, Place } from '../../../agent/src/state';

const leaving = { holdDownUntil: 0, withdrawal: { notBefore: 0 } };

/** A place of each phase; in all but INIT, UP and those like it the VIP is drained or withdrawn. */
const places: { readonly [P in Phase]: Place<P> } = {
  INIT: { phase: 'INIT' },
  UP: { phase: 'UP' },
  SUSPECT: { phase: 'SUSPECT' },
  OVERLOADED: { phase: 'OVERLOADED' },
  DRAINING: { phase: 'DRAINING', ...leaving, hard: false },
  HELD: { phase: 'HELD', ...leaving, by: 'last-site' },
  DOWN: { phase: 'DOWN', holdDownUntil: 0 },
  PROBATION: { phase: 'PROBATION' },
  MAINTENANCE: { phase: 'MAINTENANCE', ...leaving, route: 'drained' },
  FROZEN: { phase: 'FROZEN', from: { ...initialState(0), phase: 'UP' } },
};

/** A machine in a phase, since time 0, with other values for what is known in it. */
export function standing<P extends Phase>(phase: P, more: Partial<Place<P>> = {}): MachineState<P> {
  return { ...initialState(0), ...places[phase], ...more };
}
