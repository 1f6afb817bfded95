import type { ProbeConfig } from '../configuration/resolved';
import { Deadline } from './deadline';
import { DueQueue } from './due-queue';
import { late } from './evidence';
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

interface Entry {
  readonly target: ProbeTarget;
  removed: boolean;
  /** Only the newest plan of a target counts. */
  plan: number;
  nextAt: number;
}

interface Due {
  readonly entry: Entry;
  readonly plan: number;
}

/**
 * Starts probes from start to start on the monotonic clock, each with its own deadline, so that a slow one delays nobody. One timer
 * for all. What is missed is left out, never made up for.
 */
export class ProbeScheduler {
  private readonly queue = new DueQueue<Due>();
  private readonly waiting: Entry[] = [];
  private timer: NodeJS.Timeout | undefined;
  private timerAt = Infinity;
  private readonly inFlight = new Set<Deadline>();
  private lastStallAt = -Infinity;

  public constructor(
    private readonly concurrency: number,
    private readonly view: SchedulerView = {},
    private readonly random: () => number = Math.random,
  ) {}

  /** Begins to probe; the first probe starts at once. Returns what stops it and what asks for a probe now. */
  public add(target: ProbeTarget): { readonly remove: () => void; readonly confirm: () => void } {
    const entry: Entry = { target, removed: false, plan: 0, nextAt: 0 };
    this.plan(entry, performance.now());
    return {
      remove: () => {
        entry.removed = true;
      },
      confirm: () => this.confirm(entry),
    };
  }

  /** Stops everything; probes in flight are given up. */
  public stop(): void {
    clearTimeout(this.timer);
    this.timerAt = -Infinity;
    for (let due = this.queue.takeDue(Infinity); due; due = this.queue.takeDue(Infinity)) due.item.entry.removed = true;
    for (const deadline of this.inFlight) deadline.expire();
  }

  private confirm(entry: Entry): void {
    if (entry.removed) return;
    const now = performance.now();
    this.start(entry, now);
    this.plan(entry, now + this.interval(entry));
  }

  private plan(entry: Entry, at: number): void {
    entry.plan += 1;
    entry.nextAt = at;
    this.enqueue(at, { entry, plan: entry.plan });
  }

  private enqueue(at: number, due: Due): void {
    this.queue.add(at, due);
    if (at >= this.timerAt) return;
    clearTimeout(this.timer);
    this.timerAt = at;
    this.timer = setTimeout(() => this.tick(), Math.max(0, at - performance.now()));
  }

  private tick(): void {
    const plannedAt = this.timerAt;
    let now = performance.now();
    if (now - plannedAt > stallMs) {
      this.lastStallAt = now;
      this.view.onStall?.(now - plannedAt);
    }
    // Enqueueing must not set timers while the queue is being worked off.
    this.timerAt = -Infinity;
    for (let due = this.queue.takeDue(now); due; due = this.queue.takeDue(now)) {
      this.run(due.item, due.at, now);
      now = performance.now();
    }
    this.timer = undefined;
    this.timerAt = Infinity;
    const next = this.queue.nextAt;
    if (next === undefined) return;
    this.timerAt = next;
    this.timer = setTimeout(() => this.tick(), Math.max(0, next - performance.now()));
  }

  private run({ entry, plan }: Due, at: number, now: number): void {
    if (entry.removed || entry.plan !== plan) return;
    this.view.onStart?.(now - at);
    this.start(entry, now);
    // From start to start; starts that were missed are left out.
    const next = at + this.interval(entry);
    this.plan(entry, next > now ? next : now + this.interval(entry));
  }

  private interval({ target }: Entry): number {
    const { everyMs, inDoubtMs, jitter } = target.config;
    if (target.inDoubt()) return inDoubtMs;
    return everyMs * (1 + jitter * (2 * this.random() - 1));
  }

  private start(entry: Entry, now: number): void {
    if (this.inFlight.size >= this.concurrency) {
      if (!this.waiting.includes(entry)) this.waiting.push(entry);
      return;
    }
    const { target } = entry;
    const deadline = new Deadline(target.config.timeoutMs);
    this.inFlight.add(deadline);
    const settle = (outcome: Outcome) => {
      deadline.clear();
      this.inFlight.delete(deadline);
      this.finish(entry, now, outcome);
    };
    try {
      target.probe(target.address, target.config, deadline, settle);
    } catch (error) {
      settle({ class: 'none', reason: `local ${(error as Error).message}` });
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
    if (!wasInDoubt && entry.target.inDoubt() && sooner < entry.nextAt) this.plan(entry, Math.max(now, sooner));
  }
}
