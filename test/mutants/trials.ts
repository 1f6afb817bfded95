import { writeFileSync } from 'node:fs';
import { instrument } from './instrument';
import type { Mutant } from './instrument';
import { Judges } from './judges';
import type { Suite } from './judges';
import type { Trial } from './protocol';
import { suitesIn } from './rooms';
import { TypeCheck } from './type-check';
import { askAll } from './workers';

/** A mutant that was tried, and the test that saw it. */
export interface Result {
  readonly mutant: Mutant;
  /** `undefined`: it survived. */
  readonly killedBy: string | undefined;
  /** No test comes by it. */
  readonly unseen?: boolean;
}

/** How mutants are tried. */
export interface Manner {
  /** Which of them. */
  readonly choose: (mutants: readonly Mutant[]) => Mutant[];
  /** Time of tests that each is held against, ms. */
  readonly budgetMs: number;
  /** How many processes. */
  readonly jobs: number;
  /** File for the code with its mutants. */
  readonly codeFile: string;
  /** Told what happens. */
  readonly tell: (line: string) => void;
}

/** Runs suites once without an active mutant, and sees which test comes by which mutant. @throws Error of a suite that cannot run */
async function observed(judges: readonly string[], { codeFile, jobs, tell }: Manner): Promise<Suite[]> {
  const suites: Suite[] = [];
  await askAll(
    suitesIn(judges),
    (suite) => ({ ask: 'observe', code: codeFile, suite }),
    (suite, answer) => {
      if (answer?.answer !== 'observed') throw new Error(`${suite} hung or ended without a mutant`);
      for (const { name, failure } of answer.tests) {
        if (failure !== undefined) tell(`left out: ${suite}: ${name}: ${failure.split('\n', 1)[0]}`);
      }
      suites.push({ name: suite, ...answer });
    },
    jobs,
  );
  return suites;
}

/**
 * Tries the mutants of files against suites.
 *
 * @returns all mutants that the files have, and what came of those that were chosen; without survivors that cannot be built: the compiler sees them
 */
export async function tryMutants(
  files: readonly string[],
  judges: readonly string[],
  manner: Manner,
): Promise<{ all: readonly Mutant[]; results: readonly Result[] }> {
  const { codeFile, jobs, tell, budgetMs } = manner;
  const { code, mutants } = await instrument(files);
  writeFileSync(codeFile, JSON.stringify(code));
  const judging = new Judges(await observed(judges, manner), budgetMs);
  const chosen = manner.choose(mutants);
  const results: Result[] = [];
  const seen: Mutant[] = [];
  for (const mutant of chosen) {
    if (judging.trial(mutant)) seen.push(mutant);
    else results.push({ mutant, killedBy: undefined, unseen: true });
  }
  tell(`${mutants.length} mutants, ${chosen.length} to try, of which no test comes by ${results.length}`);
  await askAll(
    seen,
    // Asked for late: what killed the ones before says where to look first.
    (mutant) => ({ ask: 'try', code: codeFile, trial: judging.trial(mutant) as Trial }),
    (mutant, answer) => {
      const killedBy = answer?.answer === 'tried' ? answer.killedBy : 'it hung or ended the process';
      if (killedBy !== undefined) judging.killed(mutant, killedBy);
      results.push({ mutant, killedBy });
    },
    jobs,
  );
  const types = new TypeCheck();
  const built = results.filter(({ mutant, killedBy }) => killedBy !== undefined || types.accepts(mutant));
  tell(`${results.length - built.length} survivors are refused by the compiler, and do not count`);
  return { all: mutants, results: built };
}
