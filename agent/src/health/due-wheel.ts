/** Length of a slot, ms, and their number: what is due later than all of them waits for more than one turn. */
const slotMs = 1;
const slotCount = 512;

/** Something that is due at a time. It carries its own place in a {@link DueWheel}, so that waiting makes nothing anew. */
export class Due {
  /** When it is due, or was when it was taken out, monotonic ms. */
  public at = 0;
  /** Slot that it waits in, counted from the beginning of time; -1: it does not wait. */
  public slot = -1;
  public before: Due | undefined;
  public after: Due | undefined;

  /** Whether it waits. */
  public get waits(): boolean {
    return this.slot >= 0;
  }
}

/**
 * Things that wait until they are due: a timing wheel. At 1,000 targets ten thousand things a second are put in, and as many taken out
 * again before they are due, which costs a step each here, and in a heap one for each level of it.
 */
export class DueWheel<T extends Due> {
  private readonly slots = new Array<T | undefined>(slotCount).fill(undefined);
  /** First slot that something may wait in. */
  private hand = 0;

  /** Lets it wait until `at`, wherever it waited before. */
  public put(due: T, at: number): void {
    this.remove(due);
    due.at = at;
    due.slot = Math.max(this.hand, Math.floor(at / slotMs));
    const index = due.slot % slotCount;
    const first = this.slots[index];
    due.after = first;
    if (first) first.before = due;
    this.slots[index] = due;
  }

  /** It does not wait any more. */
  public remove(due: T): void {
    if (!due.waits) return;
    if (due.before) due.before.after = due.after;
    else this.slots[due.slot % slotCount] = due.after as T | undefined;
    if (due.after) due.after.before = due.before;
    due.before = undefined;
    due.after = undefined;
    due.slot = -1;
  }

  /** Takes out what is due by `now`: earlier slots first, inside of one in no order. */
  public takeDue(now: number): T[] {
    const last = Math.floor(now / slotMs);
    const taken: T[] = [];
    for (let slot = Math.max(this.hand, last - slotCount + 1); slot <= last; slot += 1) {
      for (let due = this.first(slot); due; due = due.after as T | undefined) {
        if (due.at <= now) taken.push(due);
      }
    }
    for (const due of taken) this.remove(due);
    this.hand = Math.max(this.hand, last);
    return taken;
  }

  /** Takes out everything. */
  public takeAll(): T[] {
    const taken: T[] = [];
    for (let slot = 0; slot < slotCount; slot += 1) {
      for (let due = this.first(slot); due; due = due.after as T | undefined) taken.push(due);
    }
    for (const due of taken) this.remove(due);
    return taken;
  }

  /** When the earliest is due; undefined: nothing waits. */
  public nextAt(): number | undefined {
    let later = Infinity;
    for (let slot = this.hand; slot < this.hand + slotCount; slot += 1) {
      let here = Infinity;
      for (let due = this.first(slot); due; due = due.after as T | undefined) {
        if (due.slot === slot) here = Math.min(here, due.at);
        else later = Math.min(later, due.at);
      }
      if (here < Infinity) return here;
    }
    return later < Infinity ? later : undefined;
  }

  private first(slot: number): T | undefined {
    return this.slots[slot % slotCount];
  }
}
