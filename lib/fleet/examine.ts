import type { Acknowledgement, FleetDescription } from './description/fleet';
import { readDescription } from './description/read';
import { deriveModel } from './derive/model';
import type { Finding } from './findings/finding';
import { defaultOf, toldAtDefaults } from './description/of-defaults';
import { isAtOrBelow, keysOf } from './findings/paths';
import type { DerivedModel } from './model';
import { rules } from './rules';
import type { Rule } from './rules/rule';

/** What examining a description gives. */
export interface Examination {
  /** Everything that was found, acknowledged findings too. */
  readonly findings: readonly Finding[];
  /** The derived model; absent if the description could not be read at all. Not to be used while there are errors. */
  readonly model?: DerivedModel;
}

/** Whether a finding stands in the way of using the fleet. */
export function isOpenError(finding: Finding): boolean {
  return finding.severity === 'error' && finding.acknowledged === undefined;
}

/**
 * Holds a description against the schema and every rule. It throws nothing: whatever is wrong is a finding, and all
 * findings come at once.
 *
 * @param input the description, from TypeScript or parsed YAML
 * @param before what was found before, when the file was read
 */
export function examine(input: unknown, before: readonly Finding[] = []): Examination {
  const misread = new Map(before.filter(({ rule }) => rule === 'yaml-number').map(({ path, value }) => [path, String(value)]));
  const reading = readDescription(input, misread);
  const refused = new Set(reading.findings.map(({ path }) => path));
  // A value that may not stand there at all is told once, as it was written.
  const readable = before.filter(({ rule, path }) => rule !== 'yaml-number' || !refused.has(path));
  if (!reading.description) return { findings: [...readable, ...reading.findings] };
  const model = deriveModel(reading.description);
  // A name that leads nowhere, or an address that is not there, leaves a hole as what cannot be read does.
  const partial = reading.takenOut.length > 0 || model.unresolved.length > 0;
  const nowhere = model.unresolved.filter(({ rule }) => rule === 'unknown-reference').map(({ path }) => path);
  const lacking = [...reading.takenOut, ...nowhere];
  const found = rules
    .filter((rule) => !(partial && rule.needsWhole) && !rule.needs?.some((part) => lacking.some((path) => isMissing(path, part))))
    .flatMap((rule) =>
      [...rule.check(model)].map((violation) => ({ ...toFinding(rule, violation), path: reading.originalPath(violation.path) })),
    )
    // What was unreadable is told once, not again as what its absence causes.
    .filter(
      (finding) => !reading.takenOut.some((path) => isAtOrBelow(finding.path, path) || path.startsWith(`${finding.path}[`)),
    );
  const marked = acknowledge([...reading.findings, ...found], reading.description);
  return { findings: [...readable, ...toldAtDefaults(marked, reading.description)], model };
}

/** Whether a rule that needs `part` lacks something because of what was taken out at `path`; `sites.*` means a whole site. */
function isMissing(path: string, part: string): boolean {
  if (!part.includes('*')) return isAtOrBelow(path, part);
  const [taken, needed] = [keysOf(path), keysOf(part)];
  return taken.length <= needed.length && taken.every((key, index) => needed[index] === '*' || needed[index] === key);
}

function toFinding(rule: Rule, violation: ReturnType<Rule['check']> extends Iterable<infer V> ? V : never): Finding {
  return {
    rule: rule.id,
    severity: violation.severity ?? rule.severity,
    path: violation.path,
    value: violation.value,
    message: violation.message,
    allowed: violation.allowed ?? rule.allowed,
    remedy: violation.remedy ?? rule.remedy,
  };
}

/** Marks what the operator acknowledged, and reports acknowledgements of nothing. */
function acknowledge(findings: readonly Finding[], description: FleetDescription): Finding[] {
  const used = new Set<Acknowledgement>();
  const fixed = new Set(rules.filter((rule) => rule.acknowledgeable === false).map((rule) => rule.id));
  const marked = findings.map((finding) => {
    if (finding.rule === 'schema') return finding;
    const given = description.acknowledge?.length ? defaultOf(finding, description) : undefined;
    const match = description.acknowledge?.find(
      ({ rule, at }) =>
        rule === finding.rule && (isAtOrBelow(finding.path, at) || (given !== undefined && isAtOrBelow(given, at))),
    );
    if (!match) return finding;
    used.add(match);
    if (!fixed.has(finding.rule)) return { ...finding, acknowledged: match.reason };
    return { ...finding, remedy: `${finding.remedy} It cannot be acknowledged: it would not work.` };
  });
  const idle = (description.acknowledge ?? []).flatMap((entry, index) =>
    used.has(entry) ? [] : [idleAcknowledgement(entry, index)],
  );
  return [...marked, ...idle];
}

function idleAcknowledgement(entry: Acknowledgement, index: number): Finding {
  const known = rules.some((rule) => rule.id === entry.rule);
  return {
    rule: 'acknowledgement-unused',
    severity: 'warning',
    path: `acknowledge[${index}]`,
    value: `${entry.rule} at ${entry.at}`,
    message: known ? `Nothing at ${entry.at} breaks the rule ${entry.rule}.` : `There is no rule '${entry.rule}'.`,
    allowed: 'an acknowledgement of a finding that exists',
    remedy: 'Take it out, or correct `rule` and `at`.',
  };
}
