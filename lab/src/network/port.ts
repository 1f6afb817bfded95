/** An interface of a node. */
export interface Port {
  readonly node: string;
  readonly name: string;
}
