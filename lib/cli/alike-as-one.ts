/** A row of a table that begins with the name of what it is about. */
export type NamedRow = readonly [name: string, ...cells: (string | number)[]];

/** Most rows that somebody reads. */
const mostRows = 100;

/**
 * The rows of a table that can be read: of more than 100, those that differ by their names alone are one, in the place of the first, as
 * `mec-1 and 1998 alike`.
 */
export function alikeAsOne(rows: readonly NamedRow[]): readonly NamedRow[] {
  if (rows.length <= mostRows) return rows;
  const groups = new Map<string, { readonly row: NamedRow; count: number }>();
  for (const row of rows) {
    const [, ...cells] = row;
    const key = JSON.stringify(cells);
    const group = groups.get(key);
    if (group) group.count += 1;
    else groups.set(key, { row, count: 1 });
  }
  return [...groups.values()].map(({ row: [name, ...cells], count }): NamedRow => [
    count > 1 ? `${name} and ${count - 1} alike` : name,
    ...cells,
  ]);
}
