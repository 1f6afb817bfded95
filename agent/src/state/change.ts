import type { MachineState, Step } from './model';

/** Fields that a change sets; undefined takes a field out. */
type Fields = { readonly [K in keyof MachineState]?: MachineState[K] | undefined };

/** Moves a machine: new fields, since now, for a reason. */
export function change(state: MachineState, now: number, fields: Fields, reason: string): Step {
  const moved = { ...withoutGuard(state, fields.phase), ...fields, since: now, reason } as MachineState;
  return {
    state: withoutUndefined(moved),
    transition: { from: state.phase, to: moved.phase, before: state.route, after: moved.route, reason },
  };
}

/** Sets fields without a transition. */
export function quietly(state: MachineState, fields: Fields): Step {
  const same = Object.entries(fields).every(([key, value]) => state[key as keyof MachineState] === value);
  return { state: same ? state : withoutUndefined({ ...state, ...fields } as MachineState) };
}

/** Whoever is held no more is held by no guard; what is frozen goes back to where it was. */
function withoutGuard({ heldBy, ...others }: MachineState, phase: MachineState['phase'] | undefined): MachineState {
  const isKept = phase === undefined || phase === 'HELD' || phase === 'FROZEN';
  return isKept && heldBy !== undefined ? { ...others, heldBy } : others;
}

function withoutUndefined(state: MachineState): MachineState {
  return Object.fromEntries(Object.entries(state).filter(([, value]) => value !== undefined)) as unknown as MachineState;
}
