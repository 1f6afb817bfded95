import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../fleet/findings/finding';
import { explainCommand } from '../fleet/findings/format';
import { readingFindings } from '../fleet/findings/reading';
import { themes } from '../fleet/rules';
import { practices } from '../practices/profiles';

/** Folder of the package, in which the pages are shipped. */
const root = join(__dirname, '../..');

/** The page of every rule, of what is found beside them, and of every practice, by id: its path in the package. `make generate` writes them. */
export const rulePages: ReadonlyMap<string, string> = new Map(
  [
    ...Object.entries(themes).map(([theme, rules]) => [theme, rules.map(({ id }) => id)] as const),
    ['reading', Object.keys(readingFindings)] as const,
    ['practices', practices.map(({ id }) => id)] as const,
  ].flatMap(([theme, ids]) => ids.map((id) => [id, `docs/rules/${theme}/${id}.md`] as const)),
);

/**
 * The text of a page; undefined if there is no such rule.
 *
 * @throws Error if it was not generated
 */
export function rulePage(id: string): string | undefined {
  const page = rulePages.get(id);
  if (page === undefined) return undefined;
  const file = join(root, page);
  if (!existsSync(file)) throw new Error(`${file} is missing; remedy: make generate`);
  return readFileSync(file, 'utf8').trimEnd();
}

/** A finding with where to read more: the command that prints the page, and the page in this repository. */
export function withPage(finding: Finding): Finding & { readonly more: string; readonly page?: string } {
  const page = rulePages.get(finding.rule);
  return { ...finding, more: explainCommand(finding.rule), ...(page !== undefined && { page }) };
}
