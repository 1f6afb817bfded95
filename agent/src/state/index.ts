export { step } from './machine';
export { says } from './says';
export { guardNames, initialState } from './model';
export type {
  GuardAnswer,
  GuardName,
  MachineInput,
  MachinePolicy,
  MachineState,
  Route,
  Step,
  Transition,
  Verdict,
} from './model';
