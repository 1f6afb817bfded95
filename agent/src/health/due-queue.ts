/** Things that are due at a time, earliest first: a binary heap. */
export class DueQueue<T> {
  private readonly entries: { readonly at: number; readonly item: T }[] = [];

  /** How many things wait. */
  public get size(): number {
    return this.entries.length;
  }

  /** When the earliest is due; undefined: nothing waits. */
  public get nextAt(): number | undefined {
    return this.entries[0]?.at;
  }

  public add(at: number, item: T): void {
    const { entries } = this;
    let index = entries.push({ at, item }) - 1;
    while (index > 0) {
      const above = (index - 1) >> 1;
      if (this.at(above) <= at) break;
      this.swap(index, above);
      index = above;
    }
  }

  /** Takes the earliest out, if it is due; with the time it was due at. */
  public takeDue(now: number): { readonly at: number; readonly item: T } | undefined {
    const [first] = this.entries;
    if (!first || first.at > now) return undefined;
    const last = this.entries.pop();
    if (last && this.entries.length > 0) {
      this.entries[0] = last;
      this.sink();
    }
    return first;
  }

  private sink(): void {
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const least = this.at(left + 1) < this.at(left) ? left + 1 : left;
      if (this.at(least) >= this.at(index)) return;
      this.swap(index, least);
      index = least;
    }
  }

  private at(index: number): number {
    return this.entries[index]?.at ?? Infinity;
  }

  private swap(a: number, b: number): void {
    const [first, second] = [this.entries[a], this.entries[b]];
    if (!first || !second) return;
    this.entries[a] = second;
    this.entries[b] = first;
  }
}
