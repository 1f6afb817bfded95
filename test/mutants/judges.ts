import { basename } from 'node:path';
import type { Mutant } from './instrument';
import type { Observed, Part, Trial } from './protocol';

/** A suite as it ran without an active mutant. */
export interface Suite {
  readonly name: string;
  readonly tests: readonly Observed[];
  /** How often each mutant was come by while the file was loaded: all of its tests may see such a one. */
  readonly atLoad: Readonly<Record<string, number>>;
}

/** One test of one suite. */
interface Judge {
  readonly suite: string;
  readonly test: number;
  readonly key: string;
  readonly ms: number;
  readonly near: boolean;
}

/**
 * Chooses the tests that judge mutants: those that come by it, the nearest first, until `budgetMs` of their time is used up. So the score
 * is a lower bound: what survived might still be seen by a test far away.
 */
export class Judges {
  /** Tests that killed mutants of a file, the latest first: they are likely to see the next. */
  private readonly killers = new Map<string, string[]>();

  constructor(
    private readonly suites: readonly Suite[],
    private readonly budgetMs: number,
  ) {}

  /** Remembers what killed a mutant. */
  killed({ file }: Mutant, by: string): void {
    const known = this.killers.get(file) ?? [];
    this.killers.set(file, [by, ...known.filter((key) => key !== by)].slice(0, 8));
  }

  /** @returns the trial; `undefined` where no test comes by the mutant */
  trial(mutant: Mutant): Trial | undefined {
    const { judges, hits } = this.covering(mutant);
    if (judges.length === 0) return undefined;
    const killers = this.killers.get(mutant.file) ?? [];
    const rank = ({ key, near }: Judge) => {
      const killer = killers.indexOf(key);
      return killer >= 0 ? killer : near ? 100 : 200;
    };
    // Behind the near ones in an order of chance, the same for each run: their order in the files would try alike ones only.
    const chance = new Map(judges.map((judge) => [judge, hash(mutant.id + judge.key)]));
    judges.sort((a, b) => rank(a) - rank(b) || (chance.get(a) ?? 0) - (chance.get(b) ?? 0));
    let spent = 0;
    const chosen = judges.filter(({ ms, near }) => {
      if (spent > this.budgetMs && !near) return false;
      spent += ms + 1;
      return true;
    });
    return { id: mutant.id, file: mutant.file, parts: parts(chosen), hits: 100 * hits + 10_000 };
  }

  private covering({ id, file }: Mutant): { judges: Judge[]; hits: number } {
    const judges: Judge[] = [];
    const name = basename(file, '.ts');
    const folder = file.replace(/^(lib|agent\/src)\//, '').replace(/[^/]*$/, '');
    let hits = 0;
    for (const { name: suite, tests, atLoad } of this.suites) {
      const near = basename(suite, '.test.ts') === name || suite.replace(/[^/]*$/, '').endsWith(`/${folder}`);
      tests.forEach((observed, test) => {
        const here = (observed.hits[id] ?? 0) + (atLoad[id] ?? 0);
        if (here === 0 || observed.failure !== undefined) return;
        hits = Math.max(hits, here);
        const key = `${suite}: ${observed.name}`;
        // The suites of all rules are near to each, but only with the tests that name the rule.
        const named = /\/rules\/[^/]+$/.test(suite) ? ` ${observed.name} `.includes(` ${name} `) : near;
        judges.push({ suite, test, key, ms: observed.ms, near: named });
      });
    }
    return { judges, hits };
  }
}

/** Tests of the same suite that follow one another are run together. */
function parts(judges: readonly Judge[]): Part[] {
  const made: { suite: string; tests: number[] }[] = [];
  const first = judges.slice(0, 8);
  for (const group of [first, judges.slice(8)]) {
    const bySuite = new Map<string, number[]>();
    for (const { suite, test } of group) bySuite.set(suite, [...(bySuite.get(suite) ?? []), test]);
    for (const [suite, tests] of bySuite) made.push({ suite, tests });
  }
  return made;
}

/** A number of a text, evenly spread (FNV-1a with a last mix). */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  value = Math.imul(value ^ (value >>> 12), 0x297a2d39);
  return (value ^ (value >>> 15)) >>> 0;
}
