import type { Finding } from './finding';

/** `1 error`, `2 errors`. */
function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** The value seen, short and on one line. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'string' ? `'${value}'` : jsonText(value);
  const line = text.replace(/\p{Cc}+/gu, ' ');
  return line.length > 80 ? `${line.slice(0, 77)}...` : line;
}

/** JSON, but for what JSON does not have: a description in TypeScript may hold anything. */
export function jsonText(value: unknown): string {
  if (typeof value === 'number') return String(value);
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return typeof value === 'bigint' ? `${value}n` : 'something that holds itself';
  }
}

/** `3 errors, 1 warning`; acknowledged findings are counted apart. */
export function summary(findings: readonly Finding[]): string {
  const open = findings.filter((finding) => finding.acknowledged === undefined);
  const parts = [
    count(open.filter((f) => f.severity === 'error').length, 'error'),
    count(open.filter((f) => f.severity === 'warning').length, 'warning'),
  ];
  const acknowledged = findings.length - open.length;
  return parts.join(', ') + (acknowledged ? `, ${acknowledged} acknowledged` : '');
}

/** How many findings of one rule with one remedy are told in full. */
const toldInFull = 5;
/** How many places of further warnings are named. */
const namedPlaces = 10;

/**
 * All findings as text, errors first: rule, path, value, what is wrong, what is allowed, what to do. Of many with one rule and one remedy
 * the first are told in full; further errors with their place and what is wrong, further warnings by their number.
 *
 * @param origin what was read, such as `fleet.yaml`
 */
export function formatFindings(findings: readonly Finding[], origin: string): string {
  const rank = (finding: Finding) => (finding.acknowledged !== undefined ? 2 : finding.severity === 'error' ? 0 : 1);
  const sorted = [...findings].sort((a, b) => rank(a) - rank(b));
  const alike = new Map<string, Finding[]>();
  for (const finding of sorted) {
    const key = [labelOf(finding), finding.rule, finding.allowed, finding.remedy, finding.acknowledged].join('\n');
    const list = alike.get(key);
    if (list) list.push(finding);
    else alike.set(key, [finding]);
  }
  // A few alike stay where their rule has found them; of many, the rest follows the first.
  return [`${origin}: ${summary(findings)}`, ...[...alike.values()].flatMap(groupLines)].join('\n');
}

const labelOf = ({ acknowledged, severity }: Finding) => (acknowledged !== undefined ? 'known' : severity);
const placeOf = ({ path }: Finding) => path || '(fleet)';
const headOf = (finding: Finding) =>
  `  ${labelOf(finding).padEnd(8)} ${finding.rule}   ${placeOf(finding)}: ${shown(finding.value)}`;
const indented = (line: string) => `           ${line}`;

function groupLines(group: readonly Finding[]): string[] {
  const full = group.slice(0, toldInFull).flatMap(fullLines);
  // Once for all that are alike.
  const [lead] = group;
  if (lead && lead.acknowledged === undefined) full.push(indented(`more:    ${explainCommand(lead.rule)}`));
  const further = group.slice(toldInFull);
  const [first] = further;
  if (!first) return full;
  if (labelOf(first) === 'error') return [...full, ...further.flatMap((finding) => [headOf(finding), indented(finding.message)])];
  const places = further.slice(0, namedPlaces).map(placeOf).join(', ');
  const rest = further.length > namedPlaces ? ', ...' : '';
  return [
    ...full,
    `  ${labelOf(first).padEnd(8)} ${first.rule}   and at ${count(further.length, 'more place')}: ${places}${rest}`,
    indented('`anycast-mec check --json` tells each of them.'),
  ];
}

/** What prints the page of a rule, without a network. */
export function explainCommand(rule: string): string {
  return `anycast-mec explain ${rule}`;
}

function fullLines(finding: Finding): string[] {
  const body =
    finding.acknowledged !== undefined
      ? [`${finding.message} Acknowledged: ${finding.acknowledged}`]
      : [finding.message, `allowed: ${finding.allowed}`, `remedy:  ${finding.remedy}`];
  return [headOf(finding), ...body.map(indented)];
}
