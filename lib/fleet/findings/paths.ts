/** A path in the description as text: `sites.mec-1.uplinks[0].to`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text ? `${text}.${String(key)}` : String(key)),
    '',
  );
}

/** Whether `path` is `above` or lies below it. */
export function isAtOrBelow(path: string, above: string): boolean {
  if (!path.startsWith(above)) return false;
  // Asked millions of times where thousands of findings meet thousands of acknowledgements: it makes no text.
  const next = path[above.length];
  return next === undefined || above === '' || next === '.' || next === '[';
}

/** The value at a path, undefined where there is none. */
export function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    // Own members only: everything has a 'constructor'.
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    root,
  );
}

/** The keys of a path written as text: the inverse of {@link pathText}. */
export function keysOf(path: string): PropertyKey[] {
  return (path.match(/[^.[\]]+|\[\d+\]/g) ?? []).map((part) => (part.startsWith('[') ? Number(part.slice(1, -1)) : part));
}
