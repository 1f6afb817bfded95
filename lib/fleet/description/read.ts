import { lostKey, schemaProblems } from '../findings/schema-findings';
import type { Finding } from '../findings/finding';
import { keysOf, pathText, valueAt } from '../findings/paths';
import { fleetSchema } from './fleet';
import type { FleetDescription } from './fleet';
import { knownKeys, takesAt } from './known-keys';
import { lostKeys } from './lost-keys';

/** What reading a description gives. */
export interface Reading {
  readonly findings: readonly Finding[];
  /** The description, without the values that could not be used; absent if nothing sensible is left. */
  readonly description?: FleetDescription;
  /** Paths of what was taken out, other than unknown keys: rules about the whole keep silent then. */
  readonly takenOut: readonly string[];
  /** The path in what was given of a path in {@link description}: list positions differ where entries were taken out. */
  readonly originalPath: (path: string) => string;
}

/** What stands for a part that every fleet has and this one lacks, so that the rest is still judged. */
const standIns: Readonly<Record<string, unknown>> = { name: 'unnamed', pools: {}, networks: {}, sites: {} };

/** Rounds of taking values out: a list entry may fall only after its only member fell. */
const rounds = 8;

/**
 * Reads a description against the schema. What the schema refuses is reported and taken out, so that the rules can
 * judge the rest and the operator sees everything at once.
 *
 * @param written what stands in the file, by path, where YAML reads another number. @default - nothing does
 */
export function readDescription(input: unknown, written?: ReadonlyMap<string, string>): Reading {
  const first = fleetSchema.safeParse(input);
  const lost = lostKeys(input).map((keys) => lostKey(keys, valueAt(input, keys)));
  if (first.success) return { findings: lost, description: first.data, takenOut: [], originalPath: (path) => path };
  const problems = schemaProblems(first.error.issues, { root: input, knownKeys, takes: takesAt, ...(written && { written }) });
  const told = new Set(problems.map(({ finding }) => finding.path));
  const own = problems.filter(({ follows }) => !follows).map(({ finding }) => finding);
  const findings = [...own, ...lost.filter(({ path }) => !told.has(path))];
  const unknownKeys = new Set(problems.filter((problem) => problem.unknownKey).map((problem) => pathText(problem.keys)));
  // What stands under a misspelt name lacks where it was meant to be.
  const takenOut = problems.flatMap(({ meant }) => (meant && valueAt(input, meant) === undefined ? [pathText(meant)] : []));
  const rest = new Remainder(input);
  let wrong = problems.map((problem) => problem.keys);
  for (let round = 0; round < rounds; round++) {
    // From the back, so that list positions stay right while entries leave.
    for (const keys of [...wrong].sort(fromTheBack)) {
      const path = rest.originalPath(pathText(rest.removable(keys)));
      rest.remove(keys);
      if (!unknownKeys.has(path)) takenOut.push(path);
    }
    const again = fleetSchema.safeParse(rest.root);
    if (again.success) return { findings, description: again.data, takenOut, originalPath: (path) => rest.originalPath(path) };
    wrong = schemaProblems(again.error.issues, { root: rest.root, knownKeys, takes: takesAt }).map((problem) => problem.keys);
  }
  return { findings, takenOut, originalPath: (path) => path };
}

function fromTheBack(a: readonly PropertyKey[], b: readonly PropertyKey[]): number {
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const [left, right] = [a[index], b[index]];
    if (left === right) continue;
    return typeof left === 'number' && typeof right === 'number' ? right - left : String(left) < String(right) ? 1 : -1;
  }
  return b.length - a.length;
}

/** A copy of plain data from which values are taken out, and which knows where its list entries stood before. */
class Remainder {
  public readonly root: unknown;
  private readonly positions = new Map<unknown, number[]>();

  public constructor(input: unknown) {
    this.root = this.copy(input);
  }

  /** The keys of what is taken out for a value at `keys`: the value, or where there is none (it is missing) what lacks it. */
  public removable(keys: readonly PropertyKey[]): readonly PropertyKey[] {
    if (this.standsInFor(keys)) return keys;
    const last = keys[keys.length - 1];
    const parent = valueAt(this.root, keys.slice(0, -1));
    const there = last === undefined || (typeof parent === 'object' && parent !== null && Object.hasOwn(parent, last));
    return there ? keys : this.removable(keys.slice(0, -1));
  }

  /** Takes out what {@link removable} names, or puts in what stands for it. */
  public remove(keys: readonly PropertyKey[]): void {
    const found = this.removable(keys);
    if (this.standsInFor(found)) {
      const key = String(found[0]);
      (this.root as Record<string, unknown>)[key] = standIns[key];
      return;
    }
    const last = found[found.length - 1];
    if (last === undefined) return;
    const parent = valueAt(this.root, found.slice(0, -1));
    if (Array.isArray(parent) && typeof last === 'number') {
      parent.splice(last, 1);
      this.positions.get(parent)?.splice(last, 1);
    } else {
      delete (parent as Record<PropertyKey, unknown>)[last];
    }
  }

  public originalPath(path: string): string {
    let value = this.root;
    const keys = keysOf(path).map((key) => {
      const position = typeof key === 'number' ? (this.positions.get(value)?.[key] ?? key) : key;
      value = valueAt(value, [key]);
      return position;
    });
    return pathText(keys);
  }

  private standsInFor(keys: readonly PropertyKey[]): boolean {
    const isPlain = typeof this.root === 'object' && this.root !== null && !Array.isArray(this.root);
    return isPlain && keys.length === 1 && Object.hasOwn(standIns, String(keys[0]));
  }

  /** @param above what the value stands in: one of them, once more inside of itself, would never end */
  private copy(value: unknown, above: readonly unknown[] = []): unknown {
    if (above.includes(value)) return undefined;
    if (Array.isArray(value)) {
      const list = value.map((entry) => this.copy(entry, [...above, value]));
      this.positions.set(
        list,
        list.map((_, index) => index),
      );
      return list;
    }
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, this.copy(entry, [...above, value])]));
    return value;
  }
}
