/**
 * Writes a page for each rule and practice, and the list of them, into a folder: `rules.md` and `rules/<theme>/<id>.md`. The examples are those of the tests of
 * the rules: so they are refused and accepted as the page says.
 *
 *     npx tsx scripts/rule-pages.ts <folder>
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { stringify } from 'yaml';
import { Fleet } from '../lib/fleet';
import { shown } from '../lib/fleet/findings/format';
import { readingFindings } from '../lib/fleet/findings/reading';
import { themes } from '../lib/fleet/rules';
import type { Rule } from '../lib/fleet/rules/rule';
import { practices, profileNames, profiles } from '../lib/practices';
import type { Practice } from '../lib/practices';
import { cases } from '../test/fleet/rules/cases';
import { testbed } from '../test/fleet/testbed';

/** Most lines of an example: a longer one tells nothing at a glance. */
const mostLines = 30;

/** What the examples change: four MECs and a cloud. */
const base = '[testbed](../../../examples/thesis-testbed)';

const neverAcknowledged = 'It cannot be acknowledged: the result would not work.';

type Change = (typeof cases)[number]['refused'];
type Loose = Readonly<Record<string, unknown>>;

const isGroup = (value: unknown): value is Loose => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a change makes of the testbed: only what differs, and the paths that are gone. */
function difference(before: unknown, after: unknown, path = ''): { readonly rest: unknown; readonly gone: readonly string[] } {
  if (!isGroup(before) || !isGroup(after)) return { rest: after, gone: [] };
  const gone: string[] = Object.keys(before)
    .filter((key) => !(key in after))
    .map((key) => `${path}${key}`);
  const rest: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(after)) {
    if (isDeepStrictEqual(before[key], value)) continue;
    const part = difference(before[key], value, `${path}${key}.`);
    gone.push(...part.gone);
    if (!isGroup(part.rest) || Object.keys(part.rest).length > 0 || !isGroup(before[key])) rest[key] = part.rest;
  }
  return { rest, gone };
}

/** A change of the testbed as YAML; undefined if it is none, or too long. */
function yamlOf(changed: unknown): string | undefined {
  const { rest, gone } = difference(testbed(), changed);
  const text =
    isGroup(rest) && Object.keys(rest).length > 0 ? stringify(rest, { lineWidth: 110, aliasDuplicateObjects: false }) : '';
  const lines = [...text.split('\n').filter(Boolean), ...gone.map((path) => `# left out: ${path}`)];
  return lines.length === 0 || lines.length > mostLines ? undefined : ['```yaml', ...lines, '```'].join('\n');
}

function changedBy(change: Change): unknown {
  const fleet = testbed();
  change(fleet);
  return fleet;
}

/** What the tests show of a rule. */
function examplesOf({ id }: Rule): string[] {
  const shownCase = cases
    .filter(({ rule }) => rule === id)
    .map(({ accepted, refused }) => ({
      accepted: yamlOf(changedBy(accepted)),
      change: refused,
      refused: yamlOf(changedBy(refused)),
    }))
    .sort((one, other) => Number(other.refused !== undefined) - Number(one.refused !== undefined))[0];
  if (!shownCase) return [];
  const finding = Fleet.examine(changedBy(shownCase.change)).findings.find(({ rule }) => rule === id);
  if (!finding) throw new Error(`the case of ${id} is not refused`);
  const told = [
    '```text',
    `${finding.path || '(fleet)'}: ${shown(finding.value)}`,
    finding.message,
    `remedy: ${finding.remedy}`,
    '```',
  ].join('\n');
  return [
    '## An example',
    ...(shownCase.refused === undefined
      ? [`The ${base} of the tests is refused, as it is or with a change too long to show:`]
      : [`In the ${base} of the tests this is refused:`, shownCase.refused]),
    told,
    ...(shownCase.accepted === undefined ? [] : ['and this is accepted:', shownCase.accepted]),
  ];
}

function pageOf(rule: Rule): string {
  const { id, severity, title, explanation, allowed, remedy } = rule;
  return [
    `# ${id}`,
    `${title} (${severity})`,
    explanation,
    `Allowed: ${allowed}`,
    `Remedy: ${remedy}`,
    ...(rule.acknowledgeable === false
      ? [neverAcknowledged]
      : [
          'Where it is right all the same:',
          ['```yaml', 'acknowledge:', `  - { rule: ${id}, at: <path of the finding>, reason: <why> }`, '```'].join('\n'),
        ]),
    ...examplesOf(rule),
  ].join('\n\n');
}

/** The pages of a theme, by id. */
type Pages = Readonly<Record<string, { readonly line: string; readonly page: string }>>;

function pagesOf(rules: readonly Rule[]): Pages {
  return Object.fromEntries(rules.map((rule) => [rule.id, { line: `${rule.title} (${rule.severity})`, page: pageOf(rule) }]));
}

/** What is found beside the rules. */
const ofReading: Pages = Object.fromEntries(
  Object.entries(readingFindings).map(([id, found]) => {
    const severity = 'severity' in found ? found.severity : 'error';
    const line = `${found.title} (${severity})`;
    const acknowledging = severity === 'error' ? neverAcknowledged : 'It cannot be acknowledged itself.';
    return [id, { line, page: [`# ${id}`, line, found.explanation, acknowledging].join('\n\n') }];
  }),
);

/** What a checklist asks. */
const ofPractices: Pages = Object.fromEntries(
  practices.map((practice) => [practice.id, { line: `${practice.title} (${practice.source})`, page: practicePage(practice) }]),
);

function practicePage(practice: Practice): string {
  const { id, title, source, explanation, remedy, look } = practice;
  const asking = profileNames.filter((name) => profiles[name].practices.some((other) => other.id === id));
  return [
    `# ${id}`,
    title,
    `Source: ${source}`,
    explanation,
    `${look ? 'Remedy' : 'Left to the operator'}: ${remedy}`,
    ['It is asked by:', '', '```sh', ...asking.map((name) => `anycast-mec check --profile ${name}`), '```'].join('\n'),
  ].join('\n\n');
}

const all: Readonly<Record<string, Pages>> = {
  ...Object.fromEntries(Object.entries(themes).map(([theme, rules]) => [theme, pagesOf(rules)])),
  reading: ofReading,
  practices: ofPractices,
};

function index(): string {
  const count = Object.values(themes).flat().length;
  const lists = Object.entries(all).flatMap(([theme, pages]) => [
    `## ${theme}`,
    Object.entries(pages)
      .map(([id, { line }]) => `- [${id}](rules/${theme}/${id}.md): ${line}`)
      .join('\n'),
  ]);
  const head = `Generated from the code and the tests by \`make generate\`. ${count} rules, by theme, what is found beside them (reading), and what checklists ask (practices).`;
  return ['# Rules', `${head} \`anycast-mec explain <rule>\` prints a page.`, ...lists].join('\n\n');
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${text}\n`);
}

const folder = process.argv[2];
if (folder === undefined) throw new Error('rule-pages <folder>');
write(join(folder, 'rules.md'), index());
for (const [theme, pages] of Object.entries(all))
  for (const [id, { page }] of Object.entries(pages)) write(join(folder, 'rules', theme, `${id}.md`), page);
