import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { aliasSnippet } from './alias-snippet';
import type { ResourceNames } from './alias-snippet';

/** Thrown where resources would be known to Pulumi by another name than before. */
export class NamesChangedError extends Error {
  public override readonly name = 'NamesChangedError';
}

/**
 * Holds the names of a tree against a file that is committed: Pulumi knows a resource by its name, so a changed name deletes the old
 * object and makes a new one. Meant for a test. A file that is not there is written, and refused under `CI=true`.
 *
 * @param names those of a `ConstructTree` or `MecSite`
 * @param file such as `names.json` beside the test
 * @throws NamesChangedError with what changed, the aliases that keep the objects, and how to accept the new names
 *
 * @example
 * test('no resource changes its name', () => frozenNames(site.names, join(__dirname, 'names.json')));
 */
export function frozenNames(names: ResourceNames, file: string): void {
  const stable = withoutDigests(names);
  const text = `${JSON.stringify(stable, undefined, 2)}\n`;
  const isThere = existsSync(file);
  if (!isThere && process.env.CI === 'true') {
    throw new NamesChangedError(`${file} is not there; remedy: run the test once by hand, and commit the file that it writes`);
  }
  if (!isThere || process.env.UPDATE_NAMES === '1') {
    if (!isThere || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
    return;
  }
  const before = JSON.parse(readFileSync(file, 'utf8')) as ResourceNames;
  const lines = changes(before, stable);
  if (lines.length === 0) return;
  throw new NamesChangedError([`${file}: the resources changed`, ...lines, ...advice(aliasSnippet(before, stable))].join('\n'));
}

/** The name of an immutable ConfigMap ends with a digest of its content, by which it is made anew on purpose. */
function withoutDigests(names: ResourceNames): ResourceNames {
  const entries = Object.entries(names).map(([name, what]) => [name, what.replace(/(-program)-[0-9a-f]{10}$/, '$1-<digest>')]);
  return Object.fromEntries(entries) as ResourceNames;
}

function changes(before: ResourceNames, now: ResourceNames): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(now)])].sort().flatMap((name) => {
    const [old, entry] = [before[name], now[name]];
    if (old === entry) return [];
    return [...(old === undefined ? [] : [`  - ${name}: ${old}`]), ...(entry === undefined ? [] : [`  + ${name}: ${entry}`])];
  });
}

function advice(snippet: string): string[] {
  const accept = 'accept the new names: run the test with UPDATE_NAMES=1, and commit the file';
  if (!snippet) return [`Nothing that is in the cluster changes its name in Pulumi. If this is what you want, ${accept}.`];
  return [
    'Pulumi would delete objects and make them again. Give these aliases, and it keeps them:',
    snippet,
    `Then ${accept}. The aliases can go when every stack has been deployed with them.`,
  ];
}
