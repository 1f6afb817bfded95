import diff from 'microdiff';
import type { Difference } from 'microdiff';
import { objectsByIdentity } from './site-snapshot';
import type { SnapshotSource } from './site-snapshot';

/** One difference between two sets of manifests. */
export interface ManifestDifference {
  /** `Service sensors/sensors`. */
  readonly object: string;
  /** `spec.ports.service.port`; list entries that have a name stand by it. Empty: the object as a whole. */
  readonly path: string;
  /** Absent where there was nothing. */
  readonly before?: unknown;
  /** Absent where there is nothing now. */
  readonly after?: unknown;
}

/**
 * How two sets of manifests differ in meaning: neither the order of objects, of keys, nor of named list entries counts. A text that is a
 * JSON object, such as a file in a ConfigMap, is compared as what it holds.
 */
export function manifestDifferences(before: SnapshotSource, after: SnapshotSource): ManifestDifference[] {
  const [left, right] = [objectsByIdentity(before), objectsByIdentity(after)];
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].sort().flatMap((object): ManifestDifference[] => {
    const [a, b] = [left[object], right[object]];
    if (!a) return [{ object, path: '', after: b }];
    if (!b) return [{ object, path: '', before: a }];
    return diff(byName(a), byName(b)).map((difference) => ({ object, path: difference.path.join('.'), ...sides(difference) }));
  });
}

/** {@link manifestDifferences} as text, one line each; empty where there are none. */
export function semanticDiff(before: SnapshotSource, after: SnapshotSource): string {
  return manifestDifferences(before, after).map(line).join('\n');
}

function line({ object, path, before, after }: ManifestDifference): string {
  if (path === '') return after === undefined ? `- ${object}` : `+ ${object}`;
  const [old, now] = [JSON.stringify(before), JSON.stringify(after)];
  if (before === undefined) return `+ ${object} ${path}: ${now}`;
  return after === undefined ? `- ${object} ${path}: ${old}` : `~ ${object} ${path}: ${old} -> ${now}`;
}

function sides(difference: Difference): { before?: unknown; after?: unknown } {
  switch (difference.type) {
    case 'CREATE':
      return { after: difference.value };
    case 'REMOVE':
      return { before: difference.oldValue };
    case 'CHANGE':
      return { before: difference.oldValue, after: difference.value };
  }
}

/** Lists whose entries all have a name of their own become maps, so that inserting one shifts none. */
function byName(value: unknown): Record<string, unknown> {
  return convert(value) as Record<string, unknown>;
}

function convert(value: unknown): unknown {
  if (Array.isArray(value)) {
    const names = value.map(nameOf);
    const distinct = names.every((name) => name !== undefined) && new Set(names).size === names.length && names.length > 0;
    return distinct
      ? Object.fromEntries(value.map((entry, index) => [String(names[index]), convert(entry)]))
      : value.map(convert);
  }
  if (typeof value === 'string') return inJson(value);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, convert(entry)]));
}

/** What a JSON object in a text holds; any other text as it is. */
function inJson(text: string): unknown {
  if (!text.startsWith('{')) return text;
  try {
    return convert(JSON.parse(text));
  } catch {
    return text;
  }
}

function nameOf(entry: unknown): string | undefined {
  if (typeof entry !== 'object' || entry === null || !('name' in entry)) return undefined;
  return typeof entry.name === 'string' ? entry.name : undefined;
}
