import type { ProbeConfig } from 'anycast-mec/contract';
import { Deadline } from './deadline';
import { Due, DueWheel } from './due-wheel';
import { late, outcomeOfThrown } from './evidence';
import type { Evidence, Outcome } from './evidence';
import type { Probe } from './probe';

/** Something that is probed again and again. */
export interface ProbeTarget {
  readonly address: string;
  readonly config: ProbeConfig;
  readonly probe: Probe;
  /** Whether it is probed at the fast interval now. */
  readonly inDoubt: () => boolean;
  /** Whether a refusal that came just now is to be confirmed by another probe at once: not where it is known already. */
  readonly confirmsHard: () => boolean;
  readonly onEvidence: (evidence: Evidence) => void;
}

/** What the scheduler has seen of itself. */
export interface SchedulerView {
  /** How much later than planned a probe began, ms. */
  readonly onStart?: (latenessMs: number) => void;
  /** The event loop stood still for this long, ms. */
  readonly onStall?: (ms: number) => void;
}

/** A tick this much later than planned is a stall: what ran out of time meanwhile says nothing, ms. */
const stallMs = 20;

/** A target; it is due when its next probe is. */
class Entry extends Due {
  public removed = false;

  public constructor(public readonly target: ProbeTarget) {
    super();
  }
}

/**
 * Starts probes from start to start on the monotonic clock, each with its own deadline, so that a slow one delays nobody. One timer
 * for all. What is missed is left out, never made up for.
 */
export class ProbeScheduler {
  /** Targets until their next probe, and probes in flight until their deadline. */
  private readonly wheel = new DueWheel<Entry | Deadline>();
  private readonly waiting: Entry[] = [];
  private timer: NodeJS.Timeout | undefined;
  private timerAt = Infinity;
  private inFlight = 0;
  private lastStallAt = -Infinity;

  public constructor(
    private readonly concurrency: number,
    private readonly view: SchedulerView = {},
    private readonly random: () => number = Math.random,
  ) {}

  /** Begins to probe; the first probe starts at once. Returns what stops it and what asks for a probe now. */
  public add(target: ProbeTarget): { readonly remove: () => void; readonly confirm: () => void } {
    const entry = new Entry(target);
    this.wait(entry, performance.now());
    return {
      remove: () => {
        entry.removed = true;
        this.wheel.remove(entry);
      },
      confirm: () => this.confirm(entry),
    };
  }

  /** Stops everything; probes in flight are given up. */
  public stop(): void {
    clearTimeout(this.timer);
    this.timerAt = -Infinity;
    const all = this.wheel.takeAll();
    for (const due of all) if (due instanceof Entry) due.removed = true;
    for (const due of all) if (due instanceof Deadline) due.expire();
  }

  private confirm(entry: Entry): void {
    if (entry.removed) return;
    const now = performance.now();
    this.start(entry, now);
    this.wait(entry, now + this.interval(entry));
  }

  private wait(due: Entry | Deadline, at: number): void {
    this.wheel.put(due, at);
    if (at >= this.timerAt) return;
    clearTimeout(this.timer);
    this.setTimer(at);
  }

  private setTimer(at: number): void {
    this.timerAt = at;
    this.timer = setTimeout(() => this.tick(), Math.max(0, at - performance.now()));
  }

  private tick(): void {
    const plannedAt = this.timerAt;
    const now = performance.now();
    if (now - plannedAt > stallMs) {
      this.lastStallAt = now;
      this.view.onStall?.(now - plannedAt);
    }
    // What is put in must not set timers while the wheel is being worked off.
    this.timerAt = -Infinity;
    for (const due of this.wheel.takeDue(now)) {
      // It passes after a look at what has arrived: an answer that came while this process was not running is an answer.
      if (due instanceof Deadline) setImmediate(() => due.expire());
      // One that waits again was confirmed meanwhile.
      else if (!due.removed && !due.waits) this.run(due, performance.now());
    }
    this.timerAt = Infinity;
    const next = this.wheel.nextAt();
    if (next !== undefined) this.setTimer(next);
  }

  private run(entry: Entry, now: number): void {
    const { at } = entry;
    this.view.onStart?.(now - at);
    this.start(entry, now);
    // From start to start; starts that were missed are left out.
    const next = at + this.interval(entry);
    this.wait(entry, next > now ? next : now + this.interval(entry));
  }

  private interval({ target }: Entry): number {
    const { everyMs, inDoubtMs, jitter } = target.config;
    if (target.inDoubt()) return inDoubtMs;
    return everyMs * (1 + jitter * (2 * this.random() - 1));
  }

  private start(entry: Entry, now: number): void {
    if (this.inFlight >= this.concurrency) {
      if (!this.waiting.includes(entry)) this.waiting.push(entry);
      return;
    }
    const { target } = entry;
    const deadline = new Deadline();
    let done = false;
    const settle = (outcome: Outcome) => {
      if (done) return;
      done = true;
      this.inFlight -= 1;
      this.wheel.remove(deadline);
      this.finish(entry, now, outcome);
    };
    this.inFlight += 1;
    this.wait(deadline, now + target.config.timeoutMs);
    try {
      target.probe(target.address, target.config, deadline, settle);
    } catch (error) {
      settle(outcomeOfThrown(error));
    }
  }

  private finish(entry: Entry, startedAt: number, outcome: Outcome): void {
    const next = this.waiting.shift();
    const now = performance.now();
    if (next && !next.removed) this.start(next, now);
    if (entry.removed) return;
    const isTimeout = outcome.class === 'soft' && outcome.reason === 'timeout';
    const tookMs = now - startedAt;
    // The clock that starts probes may not have noticed yet that it stood still.
    const isOurs = isTimeout && (this.lastStallAt > startedAt || tookMs > entry.target.config.timeoutMs + stallMs);
    const { class: kind, reason } = isOurs ? late : outcome;
    const wasInDoubt = entry.target.inDoubt();
    entry.target.onEvidence({ class: kind, reason, startedAt, tookMs });
    // A refusal takes no time, so the next probe may follow at once.
    if (outcome.class === 'hard' && entry.target.confirmsHard()) return this.confirm(entry);
    // Doubt begins: the next probe comes sooner than was planned.
    const sooner = startedAt + entry.target.config.inDoubtMs;
    if (!wasInDoubt && entry.target.inDoubt() && sooner < entry.at) this.wait(entry, Math.max(now, sooner));
  }
}
