import { distance } from 'fastest-levenshtein';
import type { z } from 'zod';
import type { Finding } from './finding';
import { nearestName } from './nearest-name';
import { pathText, valueAt } from './paths';

/** What is wrong with a value, and where; one zod issue may hold several. */
export interface SchemaProblem {
  readonly finding: Finding;
  /** The path of the value that is wrong, by which it is taken out so that the rest can be checked. */
  readonly keys: readonly PropertyKey[];
  /** Whether it is a key too many: taking it out loses nothing. */
  readonly unknownKey: boolean;
}

type Issue = z.core.$ZodIssue;

/** Turns what zod found into findings. `knownKeys` gives the keys allowed at a path, to suggest the nearest. */
export function schemaProblems(
  issues: readonly Issue[],
  root: unknown,
  knownKeys: (path: readonly PropertyKey[]) => readonly string[],
): SchemaProblem[] {
  return issues.flatMap((issue) => problemsOf(issue, root, knownKeys));
}

function problemsOf(
  issue: Issue,
  root: unknown,
  knownKeys: (path: readonly PropertyKey[]) => readonly string[],
): SchemaProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownKey([...issue.path, key], valueAt(root, [...issue.path, key]), knownKeys(issue.path)));
  }
  if (issue.code === 'invalid_union') {
    // The branch that got furthest is the one the operator meant: tell its problems, not "invalid input".
    const value = valueAt(root, issue.path);
    const branches = issue.errors.filter((branch) => branch.length > 0);
    const inside = branches.filter((branch) =>
      branch.every((inner) => inner.path.length > 0 || inner.code === 'unrecognized_keys' || !isTypeMismatch(inner)),
    );
    const best = [...(inside.length ? inside : [])].sort((a, b) => a.length - b.length)[0];
    if (best) return best.flatMap((inner) => problemsOf({ ...inner, path: [...issue.path, ...inner.path] }, root, knownKeys));
    const keys = knownKeys(issue.path);
    const allowed = [...new Set(branches.flat().map((inner) => allowedBy(inner, keys)))].join(', or ');
    return [problem(issue.path, value, allowed || 'a value of the schema')];
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
  return [problem(issue.path, valueAt(root, issue.path), allowedBy(issue, knownKeys(issue.path)), undefined, remedyOf(issue))];
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

/** Whether a key is, or is likely meant to be, that of a password: its value is never printed, even where it is misplaced. */
function isSecretKey(key: string): boolean {
  return distance(key.toLowerCase(), 'password') <= 3 || /password$/i.test(key);
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
      return withArticle(issue.expected === 'int' ? 'whole number' : issue.expected);
    case 'invalid_value':
      return `one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return `at least ${issue.minimum}${issue.origin === 'array' ? ' entries' : issue.origin === 'string' ? ' characters' : ''}`;
    case 'too_big':
      return `at most ${issue.maximum}${issue.origin === 'array' ? ' entries' : issue.origin === 'string' ? ' characters' : ''}`;
    default:
      return issue.message;
  }
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
  if (value === undefined) return `Give ${allowed}.`;
  // A number or `true` where text is asked for was text to its writer.
  if (allowed === 'a string' && (typeof value === 'number' || typeof value === 'boolean'))
    return `Put it in quotes: '${String(value)}'.`;
  return `Write ${allowed}.`;
}

function unknownKey(keys: readonly PropertyKey[], value: unknown, known: readonly string[]): SchemaProblem {
  const key = String(keys[keys.length - 1]);
  const nearest = nearestName(key, known);
  const found = problem(
    keys,
    value,
    known.length ? known.join(', ') : 'no key of that name',
    `There is no key '${key}' here.`,
    nearest === undefined ? 'Take it out.' : `Did you mean '${nearest}'?`,
  );
  return { ...found, unknownKey: true };
}
