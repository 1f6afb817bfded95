export { step } from './machine';
export { says } from './says';
export type { Route } from 'anycast-mec/contract';
export { guardNames, initialState } from './model';
export type { GuardAnswer, GuardName, MachineInput, MachinePolicy, MachineState, Step, Transition, Verdict } from './model';
