import Table from 'cli-table3';
import { createColors } from 'picocolors';

/** Where a command writes. */
export interface Terminal {
  /** Takes a text for standard output, without its last line end. */
  out(text: string): void;
  /** Takes a text for standard error, without its last line end. */
  err(text: string): void;
  /** Whether standard output takes colour: a terminal, and NO_COLOR (https://no-color.org) not set. */
  readonly colour: boolean;
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  return {
    out: (text) => process.stdout.write(`${text}\n`),
    err: (text) => process.stderr.write(`${text}\n`),
    colour: process.stdout.isTTY && !process.env.NO_COLOR,
  };
}

/** A table as text; numbers stand right. */
export function tableOf(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  terminal: Pick<Terminal, 'colour'>,
): string {
  const colours = createColors(terminal.colour);
  const first = rows[0] ?? [];
  const table = new Table({
    head: head.map((name) => colours.bold(name)),
    colAligns: head.map((_, column) => (typeof first[column] === 'number' ? 'right' : 'left')),
    style: { head: [], border: [], compact: true },
  });
  for (const row of rows) table.push([...row]);
  return table.toString();
}

/** A heading above a table. */
export function heading(text: string, terminal: Pick<Terminal, 'colour'>): string {
  return createColors(terminal.colour).bold(text);
}
