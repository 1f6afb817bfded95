/** Text that is safe inside HTML, in attributes too. */
export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A table of HTML. Cells are text. */
export function htmlTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  numeric: ReadonlySet<number> = new Set(),
): string {
  const cell = (tag: 'td' | 'th', text: string, index: number) =>
    `<${tag}${numeric.has(index) ? ' class="number"' : ''}>${escape(text)}</${tag}>`;
  const line = (tag: 'td' | 'th', cells: readonly string[]) =>
    `<tr>${cells.map((text, index) => cell(tag, text, index)).join('')}</tr>`;
  return `<div class="table"><table><thead>${line('th', headings)}</thead><tbody>${rows.map((row) => line('td', row)).join('\n')}</tbody></table></div>`;
}

/** A list of HTML; nothing where there is nothing to list. */
export function htmlList(items: readonly string[]): string {
  return items.length ? `<ul>${items.map((item) => `<li>${escape(item)}</li>`).join('')}</ul>` : '';
}
