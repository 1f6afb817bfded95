/** When this agent withdrew something, monotonic ms; all VIPs together. */
export class Withdrawals {
  private times: number[] = [];

  public get recent(): readonly number[] {
    return this.times;
  }

  public add(now: number): void {
    this.times = [...this.times.filter((at) => now - at < 60_000), now];
  }
}
