/** A daemon of FRR that has a configuration of its own. */
export type FrrDaemon = 'zebra' | 'staticd' | 'bgpd' | 'bfdd' | 'ospfd' | 'ospf6d' | 'ldpd';

/** Lines that belong together, and the daemons that take them. */
export interface Section {
  readonly daemons: readonly FrrDaemon[];
  readonly lines: readonly string[];
}

/** A context of FRR: its opening line, its lines one space in, `exit`. */
export function context(head: string, lines: readonly string[], close = 'exit'): string[] {
  return [head, ...lines.map((line) => ` ${line}`), close];
}
