import type { PlainObject } from './cluster';

/** What Pulumi sends for a value that is not known yet. */
const unknown = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

/** One difference of declared inputs. */
export interface InputDifference {
  readonly path: string;
  readonly kind: 'add' | 'delete' | 'update';
}

/** Whether some value is not known yet. */
export function hasUnknown(value: unknown): boolean {
  return JSON.stringify(value).includes(unknown);
}

/** How declared inputs differ, by the paths that Pulumi shows. */
export function differences(before: any, now: any, path = ''): InputDifference[] {
  if (JSON.stringify(before) === JSON.stringify(now)) return [];
  if (before === undefined) return [{ path, kind: 'add' }];
  if (now === undefined) return [{ path, kind: 'delete' }];
  if (typeof before !== 'object' || typeof now !== 'object' || !before || !now || Array.isArray(before) !== Array.isArray(now))
    return [{ path, kind: 'update' }];
  return [...new Set([...Object.keys(before), ...Object.keys(now)])].sort().flatMap((key) => {
    const step = Array.isArray(now) ? `[${key}]` : /^\w+$/.test(key) ? `${path && '.'}${key}` : `["${key}"]`;
    return differences(before[key], now[key], path + step);
  });
}

/** The fields whose change needs a new object: its identity, and what the API server never lets change. */
export function replacing(before: PlainObject, now: PlainObject): string[] {
  const fixed = ['apiVersion', 'kind', 'metadata.name', 'metadata.namespace'];
  if (/^(Deployment|DaemonSet|StatefulSet)$/.test(now.kind)) fixed.push('spec.selector');
  if (before.immutable === true) fixed.push('data', 'binaryData', 'immutable');
  if (/RoleBinding$/.test(now.kind)) fixed.push('roleRef');
  return differences(before, now)
    .map(({ path }) => path)
    .filter((path) => fixed.some((field) => path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`)));
}

/** The declared fields, with the values that are live. */
export function asLive(declared: any, live: any): any {
  if (Array.isArray(declared))
    return Array.isArray(live) ? live.map((entry, index) => asLive(declared[index] ?? entry, entry)) : live;
  if (typeof declared !== 'object' || declared === null) return live;
  return Object.fromEntries(
    Object.entries(declared)
      .filter(([key]) => live?.[key] !== undefined)
      .map(([key, value]) => [key, asLive(value, live[key])]),
  );
}

/** An object as its outputs have it. */
export function outputsOf(live: PlainObject): PlainObject {
  const metadata = Object.fromEntries(Object.entries(live.metadata).filter(([key]) => key !== 'managedFields'));
  return { ...live, metadata: { ...metadata, name: live.metadata.name } };
}
