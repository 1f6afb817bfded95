import Table from 'cli-table3';

/** Where a command writes. */
export interface Terminal {
  /** Takes a text for standard output, without its last line end. */
  out(text: string): void;
  /** Takes a text for standard error, without its last line end. */
  err(text: string): void;
  /** Whether standard output takes colour. */
  readonly colour: boolean;
}

/** A table as text; numbers stand right. */
export function tableOf(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const first = rows[0] ?? [];
  const table = new Table({
    head: [...head],
    colAligns: head.map((_, column) => (typeof first[column] === 'number' ? 'right' : 'left')),
    style: { head: [], border: [], compact: true },
  });
  for (const row of rows) table.push([...row]);
  return table.toString();
}
