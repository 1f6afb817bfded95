/** What became of a share. */
const open = 0;
const taken = 1;
const made = 2;
/** Nobody could make it but the thread that wants it, which then meets the error itself. */
const failed = 3;

/**
 * Which shares are taken, and which are made: in memory that all threads see. Each share is taken by one thread, and none far ahead of the
 * one that is wanted next, so that what waits to be written stays small.
 */
export class Claims {
  /** @param cells the number of the share that is wanted next, then what became of each. @see {@link Claims.of} */
  public constructor(
    public readonly cells: Int32Array,
    /** How many shares may be taken ahead of the one that is wanted. */
    public readonly ahead: number,
  ) {}

  /** For a number of shares, all of them open. */
  public static of(shares: number, ahead: number): Claims {
    return new Claims(new Int32Array(new SharedArrayBuffer((shares + 1) * Int32Array.BYTES_PER_ELEMENT)), ahead);
  }

  /** Takes one share. @returns whether it was open */
  public take(share: number): boolean {
    return Atomics.compareExchange(this.cells, share + 1, open, taken) === open;
  }

  /** Takes the next open share that is not too far ahead; undefined if there is none now. */
  public takeNext(): number | undefined {
    const first = this.wanted;
    for (let share = first; share < Math.min(first + this.ahead, this.cells.length - 1); share++)
      if (this.take(share)) return share;
    return undefined;
  }

  /** Says what became of a share that was taken. */
  public finish(share: number, isMade: boolean): void {
    Atomics.store(this.cells, share + 1, isMade ? made : failed);
    Atomics.notify(this.cells, share + 1);
  }

  /** Whether the thread that took a share could not make it. */
  public hasFailed(share: number): boolean {
    return Atomics.load(this.cells, share + 1) === failed;
  }

  /** Waits until a share that another thread took is finished, but no longer than that. */
  public wait(share: number, ms: number): void {
    Atomics.wait(this.cells, share + 1, taken, ms);
  }

  /** Says which share is wanted next; behind the last one: none, and everybody may go. */
  public want(share: number): void {
    Atomics.store(this.cells, 0, share);
    Atomics.notify(this.cells, 0);
  }

  /** Waits until further shares may be taken. @returns false when none is wanted any more */
  public waitForMore(): boolean {
    const { wanted } = this;
    if (wanted >= this.cells.length - 1) return false;
    Atomics.wait(this.cells, 0, wanted);
    return true;
  }

  private get wanted(): number {
    return Atomics.load(this.cells, 0);
  }
}
