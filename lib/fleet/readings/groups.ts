/** Things that belong together, directly or through others (union-find). */
export class Groups<T> {
  private readonly parents = new Map<T, T>();

  /** The representative of the group that `member` is in. */
  public of(member: T): T {
    const parent = this.parents.get(member);
    if (parent === undefined) {
      this.parents.set(member, member);
      return member;
    }
    if (parent === member) return member;
    const root = this.of(parent);
    this.parents.set(member, root);
    return root;
  }

  /** Makes one group of two. */
  public join(a: T, b: T): void {
    this.parents.set(this.of(a), this.of(b));
  }
}
