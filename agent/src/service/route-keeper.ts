import { canDrain } from 'anycast-mec/contract';
import type { Route } from 'anycast-mec/contract';
import { bringAbout } from '../actuators';
import { routeOf } from '../state';
import type { ServiceContext } from './service-context';
import type { VipMachine } from './vip-machine';

/** Waits before a route is asked for again, ms. */
const againMs = [100, 200, 500, 1000, 2000];

/** A route that was asked for. */
interface Attempt {
  readonly route: Route;
  /** Monotonic time of the last call, ms. */
  readonly at: number;
  /** Calls that were answered; the last one counts once it is not running. */
  readonly calls: number;
  readonly running: boolean;
}

/** What is remembered of one VIP. */
interface Memory {
  attempt?: Attempt | undefined;
  /** Whether the wanted route was seen since it was last asked for. */
  settled: boolean;
}

/** Brings the wanted route about and keeps it: compares with what is observed at every tick, and repairs. */
export class RouteKeeper {
  private readonly memories = new Map<VipMachine, Memory>();

  public constructor(private readonly context: ServiceContext) {}

  /** One comparison. `decidedAt` is when the wanted route was decided, if it was decided just now. */
  public keep(machine: VipMachine, decidedAt?: number): void {
    const wanted = routeOf(machine.state);
    const observed = this.context.actuator.observe(machine.target);
    if (machine.state.phase === 'INIT' || observed === undefined) return;
    const memory = this.memoryOf(machine);
    if (observed === wanted || (observed === 'announced' && wanted === 'drained' && !canDrain(machine.target.service))) {
      memory.settled = true;
      if (memory.attempt?.running === false) memory.attempt = undefined;
      return;
    }
    if (!isDue(memory, wanted)) return;
    if (memory.settled && decidedAt === undefined) this.tellRepair(machine, observed, wanted);
    memory.settled = false;
    this.act(machine, memory, wanted, decidedAt);
  }

  /** Forgets what it asked for: whatever is found then is nobody's change. */
  public forget(): void {
    this.memories.clear();
  }

  private memoryOf(machine: VipMachine): Memory {
    const known = this.memories.get(machine) ?? { settled: false };
    this.memories.set(machine, known);
    return known;
  }

  private act(machine: VipMachine, memory: Memory, route: Route, decidedAt: number | undefined): void {
    const { actuator, metrics, log } = this.context;
    const calls = memory.attempt?.route === route ? memory.attempt.calls : 0;
    const attempt: Attempt = { route, at: performance.now(), calls, running: true };
    memory.attempt = attempt;
    const { host } = machine.target;
    const service = machine.target.service.key;
    const ended = () => {
      if (memory.attempt === attempt) memory.attempt = { ...attempt, calls: calls + 1, running: false };
    };
    bringAbout(actuator, machine.target, route).then(
      () => {
        const tookMs = performance.now() - (decidedAt ?? attempt.at);
        metrics.failover.observe({ service, phase: 'act' }, tookMs / 1000);
        log.info(
          { service, host, route, tookMs: Math.round(tookMs * 10) / 10 },
          `${machine.name}: the route is ${route} (asked ${Math.round(tookMs)} ms ago)`,
        );
        ended();
      },
      (error: Error) => {
        metrics.actionErrors.inc({ service });
        log.error(
          { service, host, route, error: error.message },
          `${machine.name}: could not make the route ${route}, tries again: ${error.message}`,
        );
        ended();
      },
    );
  }

  private tellRepair(machine: VipMachine, observed: Route, wanted: Route): void {
    const { metrics, log, tell, lastManager } = this.context;
    const who = lastManager() ?? 'somebody';
    const note = `${machine.name}: ${who} made the route ${observed}, it is set to ${wanted} again; to take a VIP out, label the Service ${this.context.config.maintenanceKey}=drain`;
    metrics.repairs.inc({ service: machine.target.service.key });
    log.warn({ service: machine.target.service.key, observed, wanted, who }, note);
    tell({ type: 'Warning', reason: 'RouteRepaired', action: 'Repair', note });
  }
}

/** Whether the wanted route may be asked for now: not while a call is on its way, and ever more rarely. */
function isDue({ attempt }: Memory, wanted: Route): boolean {
  if (!attempt || attempt.route !== wanted) return true;
  if (attempt.running) return false;
  return performance.now() - attempt.at >= (againMs[Math.min(attempt.calls, againMs.length) - 1] ?? 0);
}
