import type { RouteTarget } from '../actuators';
import { initialState, step } from '../state';
import type { MachineInput, MachinePolicy, MachineState, Route, Transition } from '../state';

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
  /** When this route was last asked for, and how often in vain. */
  public attempt:
    { readonly route: Route; readonly at: number; readonly failures: number; readonly running: boolean } | undefined;
  /** When the wanted route was last seen. */
  public settledAt: number | undefined;

  public constructor(
    public readonly target: RouteTarget,
    private readonly policy: MachinePolicy,
  ) {}

  /** `namespace/name` or `namespace/name at host`. */
  public get name(): string {
    const { service, host } = this.target;
    return host === undefined ? service.key : `${service.key} at ${host}`;
  }

  public step(input: MachineInput): Transition | undefined {
    const { state, transition } = step(this.state, input, this.policy);
    this.state = state;
    if (!transition) return undefined;
    this.history.push({ ...transition, time: new Date().toISOString() });
    if (this.history.length > remembered) this.history.shift();
    return transition;
  }

  /** Forgets everything and adopts what it finds: after a change of leader, or of the Service itself. */
  public reset(): void {
    this.state = initialState(performance.now());
    this.attempt = undefined;
    this.settledAt = undefined;
  }
}
