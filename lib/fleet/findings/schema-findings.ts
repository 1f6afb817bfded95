import type { z } from 'zod';
import type { Finding } from './finding';
import { likelyMeant } from './likely-meant';
import { nearestName } from './nearest-name';
import { pathText, valueAt } from './paths';
import { isSecretKey, secretReference } from './secret-keys';

/** What is wrong with a value, and where; one zod issue may hold several. */
export interface SchemaProblem {
  readonly finding: Finding;
  /** The path of the value that is wrong, by which it is taken out so that the rest can be checked. */
  readonly keys: readonly PropertyKey[];
  /** Whether it is a key too many: taking it out loses nothing. */
  readonly unknownKey: boolean;
  /** The known key that an unknown one was likely meant to be. */
  readonly meant?: readonly PropertyKey[];
  /** Whether it follows from another problem: what is missing stands there under a name that is misspelt. */
  readonly follows?: boolean;
}

type Issue = z.core.$ZodIssue;

/** What is held against a schema, and what the schema says of its places. */
export interface Held {
  readonly root: unknown;
  /** The keys allowed at a path, to suggest the nearest. */
  knownKeys(path: readonly PropertyKey[]): readonly string[];
  /** Whether a value may stand at a path. */
  takes(path: readonly PropertyKey[], value: unknown): boolean;
  /** What stands in the file, by path, where YAML reads another number. @default - nothing does */
  readonly written?: ReadonlyMap<string, string>;
}

/** Turns what zod found into findings. */
export function schemaProblems(issues: readonly Issue[], held: Held): SchemaProblem[] {
  const problems = issues
    .filter((issue) => !isBeyondExact(issue) || !issues.some((other) => isSamePlace(issue, other)))
    .flatMap((issue) => problemsOf(issue, held));
  const meant = new Set(problems.flatMap((problem) => (problem.meant ? [pathText(problem.meant)] : [])));
  return problems.map((problem) =>
    meant.has(problem.finding.path) && valueAt(held.root, problem.keys) === undefined ? { ...problem, follows: true } : problem,
  );
}

/** Whether an issue tells nothing but that a number is larger than a program counts exactly: the bound of the place tells it better. */
function isBeyondExact(issue: Issue): boolean {
  return (
    (issue.code === 'too_big' && issue.maximum === Number.MAX_SAFE_INTEGER) ||
    (issue.code === 'too_small' && issue.minimum === Number.MIN_SAFE_INTEGER)
  );
}

function isSamePlace(issue: Issue, other: Issue): boolean {
  return other !== issue && pathText(other.path) === pathText(issue.path);
}

function problemsOf(issue: Issue, held: Held): SchemaProblem[] {
  const { root } = held;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) =>
      unknownKey([...issue.path, key], valueAt(root, [...issue.path, key]), held.knownKeys(issue.path)),
    );
  }
  if (issue.code === 'invalid_union') {
    // The branch that got furthest is the one the operator meant: tell its problems, not "invalid input".
    const branches = issue.errors.filter((branch) => branch.length > 0);
    const inside = branches.filter((branch) =>
      branch.every((inner) => inner.path.length > 0 || inner.code === 'unrecognized_keys' || !isTypeMismatch(inner)),
    );
    const best = [...(inside.length ? inside : [])].sort((a, b) => a.length - b.length)[0];
    if (best) return best.flatMap((inner) => problemsOf({ ...inner, path: [...issue.path, ...inner.path] }, held));
    const keys = held.knownKeys(issue.path);
    const allowed = [...new Set(branches.flat().map((inner) => allowedBy(inner, keys)))].join(', or ');
    return [problemAt(issue, allowed || 'a value of the schema', held, branches.flat())];
  }
  if (issue.code === 'invalid_key') {
    const key = issue.path[issue.path.length - 1];
    return [
      problem(
        issue.path,
        key,
        issue.issues.map((inner) => allowedBy(inner)).join(', '),
        `'${String(key)}' is not a valid name.`,
        'Rename it.',
      ),
    ];
  }
  return [problemAt(issue, allowedBy(issue, held.knownKeys(issue.path)), held, [issue])];
}

/** A value that cannot be used, with what was likely meant. `issues` are what is wrong with it, one of each alternative. */
function problemAt({ path }: Issue, allowed: string, held: Held, issues: readonly Issue[]): SchemaProblem {
  const { root, written } = held;
  const value = valueAt(root, path);
  const shown = written?.get(pathText(path)) ?? value;
  if (path.some((key) => isSecretKey(String(key))))
    return problem(path, shown, held.knownKeys(path).includes('env') ? secretReference : allowed);
  const names = issues.flatMap((issue) => (issue.code === 'invalid_value' ? issue.values.map(String) : []));
  const own = issues.map(remedyOf).find((remedy) => remedy !== undefined);
  const meant = () => likelyMeant({ value, written: shown, takes: (candidate) => held.takes(path, candidate), names });
  return problem(path, shown, allowed, undefined, own ?? (value === undefined ? undefined : meant()));
}

/** A key that no plain object holds as it holds others, and that would be lost. */
export function lostKey(keys: readonly PropertyKey[], value: unknown): Finding {
  const key = String(keys.at(-1));
  return problem(
    keys,
    value,
    'any other name',
    `'${key}' is not a valid name: a program would lose what stands there.`,
    'Rename it.',
  ).finding;
}

function isTypeMismatch(issue: Issue): boolean {
  return issue.code === 'invalid_type' || issue.code === 'invalid_value';
}

/** The remedy that a schema gives itself. */
function remedyOf(issue: Issue): string | undefined {
  const remedy: unknown = issue.code === 'custom' ? issue.params?.['remedy'] : undefined;
  return typeof remedy === 'string' ? remedy : undefined;
}

/**
 * What a value may be, in words.
 *
 * @param keys those that a group of keys may have there
 */
function allowedBy(issue: Issue, keys: readonly string[] = []): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.expected === 'record' || issue.expected === 'object')
        return `a group of keys${issue.expected === 'object' && keys.length ? `: ${keys.join(', ')}` : ''}`;
      return types[issue.expected] ?? withArticle(issue.expected);
    case 'invalid_value':
      return `${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return `at least ${issue.minimum}${counted(issue)}`;
    case 'too_big':
      return `at most ${issue.maximum}${counted(issue)}`;
    default:
      return issue.message;
  }
}

/** What zod calls otherwise than people who write YAML. */
const types: Readonly<Record<string, string>> = {
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
};

/** What a bound counts: entries of a list, characters of a text, or nothing of a number. */
function counted(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): string {
  const bound = 'minimum' in issue ? issue.minimum : issue.maximum;
  if (issue.origin === 'array') return bound === 1 ? ' entry' : ' entries';
  return issue.origin === 'string' ? ' characters' : '';
}

function withArticle(noun: string): string {
  return /^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`;
}

function problem(
  keys: readonly PropertyKey[],
  value: unknown,
  allowed: string,
  message?: string,
  remedy?: string,
): SchemaProblem {
  const missing = value === undefined;
  const path = pathText(keys);
  const subject = path ? `'${path}'` : 'The description';
  const secret = keys.some((key) => isSecretKey(String(key)));
  return {
    keys,
    unknownKey: false,
    finding: {
      rule: 'schema',
      severity: 'error',
      path,
      value: secret && !missing ? '(not shown)' : value,
      message: message ?? (missing ? `${subject} is missing.` : `${subject} has a value that cannot be used.`),
      allowed,
      remedy: remedy ?? remedyFor(value, allowed),
    },
  };
}

function remedyFor(value: unknown, allowed: string): string {
  return value === undefined ? `Give ${allowed}.` : `Write ${allowed}.`;
}

function unknownKey(keys: readonly PropertyKey[], value: unknown, known: readonly string[]): SchemaProblem {
  const key = String(keys[keys.length - 1]);
  // Known, but not together with the others that stand there.
  if (known.includes(key))
    return problem(
      keys,
      value,
      `one of ${known.join(', ')}`,
      `'${key}' does not go with what stands beside it.`,
      'Keep one of them.',
    );
  const [before, after] = key.split(/:(.*)/);
  // `{ as:64701 }` is one key without a value.
  if (value === null && after !== undefined && before !== undefined && known.includes(before))
    return {
      ...problem(
        keys,
        value,
        known.join(', '),
        `There is no key '${key}' here.`,
        `Write a blank after the colon: ${before}: ${after}`,
      ),
      unknownKey: true,
    };
  const nearest = nearestName(key, known);
  const found = problem(
    keys,
    value,
    known.length ? known.join(', ') : 'no key of that name',
    `There is no key '${key}' here.`,
    nearest === undefined ? 'Take it out.' : `Did you mean '${nearest}'?`,
  );
  return { ...found, unknownKey: true, ...(nearest !== undefined && { meant: [...keys.slice(0, -1), nearest] }) };
}
