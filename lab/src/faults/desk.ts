import type { RunningLab, Undo } from '../model/running-lab';
import { undoAll } from '../model/undo';
import { unknownName } from '../usage/usage-error';
import { faultOf } from './index';
import type { FaultDesk, FaultRequest, HealedFault, InjectedFault } from '../model/fault-desk';
import type { Fault, Inside } from './fault';

interface Entry {
  readonly fault: InjectedFault;
  readonly undos: readonly Undo[];
  readonly timer: NodeJS.Timeout | undefined;
}

/** Does faults in a lab, knows those that are there, and takes them back. */
export class LabFaultDesk implements FaultDesk {
  private readonly entries = new Map<string, Entry>();
  private counter = 0;

  /**
   * @param lab gives the lab when a fault is asked for: the desk is a part of it
   * @param inside what runs the hosts of its sites
   * @param find gives the fault of a verb. @default - of all that there are
   */
  public constructor(
    private readonly lab: () => RunningLab,
    private readonly inside: Inside,
    private readonly find: (verb: string) => Fault = faultOf,
  ) {}

  public active(): InjectedFault[] {
    return [...this.entries.values()].map(({ fault }) => fault);
  }

  public async inject(request: FaultRequest): Promise<InjectedFault> {
    return (await this.prepare(request))();
  }

  public async prepare(request: FaultRequest): Promise<() => Promise<InjectedFault>> {
    const prepared = await this.find(request.verb).prepare(this.lab(), this.inside, request);
    return () => this.perform(request, prepared);
  }

  public async heal(id: string): Promise<HealedFault> {
    const entry = this.entries.get(id);
    if (!entry) throw unknownName('fault', id, this.entries.keys());
    this.entries.delete(id);
    clearTimeout(entry.timer);
    const healBeforeNs = now();
    await undoAll(entry.undos);
    return { ...entry.fault, healBeforeNs, healAfterNs: now() };
  }

  public async healAll(): Promise<HealedFault[]> {
    const healed: HealedFault[] = [];
    for (const id of [...this.entries.keys()].reverse()) healed.push(await this.heal(id));
    return healed;
  }

  private async perform(request: FaultRequest, prepared: Awaited<ReturnType<Fault['prepare']>>): Promise<InjectedFault> {
    const undos: Undo[] = [];
    const beforeNs = now();
    try {
      await prepared.inject({ undo: (what) => void undos.push(what) });
    } catch (error) {
      await undoAll(undos);
      throw error;
    }
    const afterNs = now();
    const id = `f${++this.counter}`;
    const { verb, target, options = [], forMs } = request;
    const timer = forMs === undefined ? undefined : setTimeout(() => void this.heal(id).catch(() => undefined), forMs);
    const healsAt = forMs === undefined ? {} : { healsAt: Date.now() + forMs };
    const fault: InjectedFault = { id, verb, target, options, beforeNs, afterNs, detail: prepared.detail, ...healsAt };
    this.entries.set(id, { fault, undos, timer });
    return fault;
  }
}

/** CLOCK_MONOTONIC, ns. */
function now(): string {
  return String(process.hrtime.bigint());
}
