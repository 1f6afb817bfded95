import type { Lazy } from 'cdk8s';

/**
 * Values that never change, and what was made of each, by what it is: sites of a fleet have most of their objects in common, and what is
 * made of the same frozen value is the same. Weak: gone with the value itself.
 */
const constants = new WeakMap<object, Map<string, unknown>>();

/** How many things are kept of one constant: more than a site has, few enough to weigh nothing. */
const mostUses = 4096;

/**
 * Freezes a value with all that is in it; it then counts as one that never changes.
 *
 * @throws Error if something in it is produced late: that may be another thing each time
 */
export function constant<T extends object>(value: T): T {
  if (!constants.has(value)) {
    freeze(value);
    constants.set(value, new Map());
  }
  return value;
}

/** Whether a value is known never to change. */
export function isConstant(value: object): boolean {
  return constants.has(value);
}

/** Owner of what depends on nothing that a site says, only on its use. */
export const everySite = constant({});

/**
 * What `make` gives, made once for a constant owner and one `use`; anew each time for any other owner. An object is itself constant then.
 *
 * @param use names what is made, and everything besides the owner that it depends on
 */
export function madeOnce<T>(owner: object, use: string, make: () => T): T {
  const made = constants.get(owner);
  if (!made) return make();
  if (made.has(use)) return made.get(use) as T;
  const value = make();
  if (made.size >= mostUses) made.clear();
  made.set(use, typeof value === 'object' && value !== null ? constant(value) : value);
  return value;
}

/** Whether a value is produced late; the Lazy may be of another copy of cdk8s. */
export function isLazy(value: object): value is Lazy {
  return 'produce' in value && typeof value.produce === 'function';
}

function freeze(value: object): void {
  if (isLazy(value)) throw new Error('what is produced late is no constant');
  if (constants.has(value)) return;
  Object.freeze(value);
  for (const part of Object.values(value) as unknown[]) if (typeof part === 'object' && part !== null) freeze(part);
}

/** A copy of plain data that may be changed: nothing of it is frozen, or part of something else. */
export function copied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copied);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, copied(part)]));
}
