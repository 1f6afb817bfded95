import type { MachineState, Step } from './model';

/** Fields that a change sets; undefined takes a field out. */
type Fields = { readonly [K in keyof MachineState]?: MachineState[K] | undefined };

/** Moves a machine: new fields, since now, for a reason. */
export function change(state: MachineState, now: number, fields: Fields, reason: string): Step {
  const moved = { ...state, ...fields, since: now, reason } as MachineState;
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

function withoutUndefined(state: MachineState): MachineState {
  return Object.fromEntries(Object.entries(state).filter(([, value]) => value !== undefined)) as unknown as MachineState;
}
