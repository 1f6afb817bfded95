/** One generated file of a router. */
export interface RouterFile {
  /** Path below the router's folder, such as `frr.conf`. */
  readonly path: string;
  readonly content: string;
  /** Permissions: files with passwords are not for everyone. */
  readonly mode: number;
}
