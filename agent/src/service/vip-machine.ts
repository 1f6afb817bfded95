import type { RouteTarget } from '../actuators';
import { initialState, step } from '../state';
import type { MachineInput, MachinePolicy, MachineState, Transition } from '../state';

/** A transition with its time. */
export interface PastTransition extends Transition {
  /** Wall clock, for people. */
  readonly time: string;
}

/** Transitions that are remembered for `explain`. */
const remembered = 30;

/** The state machine of one route, and what it went through. */
export class VipMachine {
  public state: MachineState = initialState(performance.now());
  public readonly history: PastTransition[] = [];

  public constructor(
    public readonly target: RouteTarget,
    private readonly policy: MachinePolicy,
  ) {}

  /** `namespace/name` or `namespace/name at host`. */
  public get name(): string {
    const { service, host } = this.target;
    return host === undefined ? service.key : `${service.key} at ${host}`;
  }

  /** One step. Returns the transition where it goes somewhere. */
  public step(input: MachineInput): Transition | undefined {
    const { state, transition } = step(this.state, input, this.policy);
    this.state = state;
    if (!transition) return undefined;
    this.history.push({ ...transition, time: new Date().toISOString() });
    if (this.history.length > remembered) this.history.shift();
    return transition;
  }

  /** Begins anew and adopts what it finds: after a change of leader, or of the Service itself. */
  public reset(): void {
    this.state = initialState(performance.now());
  }
}
