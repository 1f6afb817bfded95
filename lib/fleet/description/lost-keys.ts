/** The one key that a plain object does not hold as others: set, it is the prototype. zod leaves it out of records without a word. */
const lost = '__proto__';

/** The places in plain data at which a key stands that reading would lose. */
export function lostKeys(root: unknown): PropertyKey[][] {
  const found: PropertyKey[][] = [];
  // An alias of YAML is one object in many places.
  const seen = new Set<object>();
  const look = (value: unknown, path: readonly PropertyKey[]): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    if (Object.hasOwn(value, lost)) found.push([...path, lost]);
    if (Array.isArray(value)) value.forEach((entry, index) => look(entry, [...path, index]));
    else for (const [key, entry] of Object.entries(value)) if (key !== lost) look(entry, [...path, key]);
  };
  look(root, []);
  return found;
}
