import type { ServiceConfig } from 'anycast-mec/contract';
import { inhibitors, mayWithdrawHost, mayWithdrawSite } from '../guards';
import type { HostView } from '../guards';
import type { OtherSites } from '../sites';
import { guardNames, guardThatHolds, routeOf } from '../state';
import type { GuardName, MachineInput, Route, Transition } from '../state';
import type { ServiceContext } from './service-context';
import type { ServiceEvidence } from './service-evidence';
import type { VipMachine } from './vip-machine';

/**
 * Everything that stands between a failure of one service and a change of its routes: what evidence is inhibited, which guards are asked,
 * shadow mode, and what is counted of it. Which guards there are and their order stand in `guards/compose.ts`.
 */
export class ServiceGuards {
  public constructor(
    private readonly service: ServiceConfig,
    private readonly context: ServiceContext,
    private readonly sites: OtherSites,
  ) {
    // From the beginning, so that the first one is seen as an increase.
    for (const guard of guardNames) context.metrics.guardHolds.inc({ service: service.key, guard }, 0);
  }

  /** Whether routes are changed: in shadow mode everything is decided and told, and nothing done. */
  public get acts(): boolean {
    return this.context.config.mode !== 'shadow';
  }

  /** The route as it is seen. In shadow mode nothing follows what is wanted: it is taken for granted once the machine has begun. */
  public observed({ state, target }: VipMachine): Route | undefined {
    return this.acts || state.phase === 'INIT' ? this.context.actuator.observe(target) : routeOf(state);
  }

  /** What keeps evidence from moving anything now. */
  public inhibitors(evidence: ServiceEvidence): Pick<MachineInput, 'frozen' | 'overloaded'> {
    const load = { rejectedShare: evidence.monitor.rejectedShare(), limiterRejects: this.context.limiterRejects() };
    return inhibitors(evidence.monitor.checks(), load, this.service.overload.ratio);
  }

  /** What the machine of the site asks before a withdrawal. */
  public ofSite(now: number): MachineInput['guard'] {
    return (intendedAt) =>
      mayWithdrawSite({ ...this.rate(now), intendedAt, looks: this.sites.looks.all, config: this.service.guards });
  }

  /** What the machine of a host asks before a withdrawal. @param others the other hosts, as they stand in that moment */
  public ofHost(now: number, others: () => readonly HostView[]): MachineInput['guard'] {
    return () => mayWithdrawHost({ ...this.rate(now), others: others() });
  }

  /** Counts a step: a guard that holds and did not before, and a withdrawal, unless it was found. */
  public count(machine: VipMachine, heldBefore: GuardName | undefined, transition: Transition | undefined, now: number): void {
    const guard = guardThatHolds(machine.state);
    if (guard !== undefined && guard !== heldBefore) this.context.metrics.guardHolds.inc({ service: this.service.key, guard });
    if (!transition || transition.from === 'INIT' || transition.before === transition.after) return;
    if (transition.after === 'withdrawn') this.context.withdrawals.add(now);
  }

  private rate(now: number): { now: number; withdrawals: readonly number[]; actionsPerMinute: number } {
    const { withdrawals, config } = this.context;
    return { now, withdrawals: withdrawals.recent, actionsPerMinute: config.actionsPerMinute };
  }
}
