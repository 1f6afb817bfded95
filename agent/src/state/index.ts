export { step } from './machine';
export { says } from './says';
export { initialState, phases } from './model';
export type { GuardAnswer, MachineInput, MachinePolicy, MachineState, Phase, Route, Step, Transition, Verdict } from './model';
