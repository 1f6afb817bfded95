import { readFileSync } from 'node:fs';
import { Modules } from './modules';
import type { Answer, Observed, Question, Trial } from './protocol';
import { runSuite } from './suite';

/** What the code with mutants asks and tells (Stryker's instrumenter writes it so). */
interface Switch {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  mutantCoverage?: { static: Record<string, number>; perTest: Record<string, Record<string, number>> };
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
}

const control = ((globalThis as { __stryker__?: Switch }).__stryker__ ??= {});
const tell = (answer: Answer) => process.send?.(answer);

/** A test has this long against a mutant, ms: most take milliseconds, and the machine may be busy. */
const patienceMs = 8000;

let code: Readonly<Record<string, string>> | undefined;

async function observe(all: Readonly<Record<string, string>>, suite: string): Promise<void> {
  const coverage: NonNullable<Switch['mutantCoverage']> = { static: {}, perTest: {} };
  control.mutantCoverage = coverage;
  control.activeMutant = undefined;
  const running = (test: number | undefined) => {
    tell({ answer: 'alive' });
    control.currentTestId = test === undefined ? undefined : String(test);
  };
  const ran = await runSuite(new Modules(all), suite, { bail: false, patienceMs: 60_000, running });
  const tests: Observed[] = [];
  for (const { test, name, ms, failure } of ran) {
    tests[test] = { name, ms, hits: coverage.perTest[String(test)] ?? {}, ...(failure === undefined ? {} : { failure }) };
  }
  tell({
    answer: 'observed',
    tests: Array.from(tests, (test) => test ?? { name: '', ms: 0, failure: 'skipped', hits: {} }),
    atLoad: coverage.static,
  });
}

/** Runs the tests until one fails. @returns its name */
async function killer(all: Readonly<Record<string, string>>, { id, file, parts, hits }: Trial): Promise<string | undefined> {
  const modules = new Modules({ [file]: all[file] ?? '' });
  Object.assign(control, { activeMutant: id, hitLimit: hits, mutantCoverage: { static: {}, perTest: {} } });
  const running = () => {
    tell({ answer: 'alive' });
    control.hitCount = 0;
  };
  for (const { suite, tests } of parts) {
    running();
    try {
      const ran = await runSuite(modules, suite, { only: new Set(tests), bail: true, patienceMs, running });
      const failed = ran.find(({ failure }) => failure !== undefined);
      if (failed) return `${suite}: ${failed.name}`;
    } catch (error) {
      return `${suite}: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
  return undefined;
}

process.on('message', (question: Question) => {
  code ??= JSON.parse(readFileSync(question.code, 'utf8')) as Record<string, string>;
  if (question.ask === 'observe') {
    observe(code, question.suite).catch((error: unknown) =>
      tell({ answer: 'observed', tests: [{ name: 'the file', ms: 0, failure: String(error), hits: {} }], atLoad: {} }),
    );
  }
  if (question.ask === 'try') void killer(code, question.trial).then((killedBy) => tell({ answer: 'tried', killedBy }));
});
// What a mutant leaves behind may fail after its tests have ended: that is nobody's failure.
for (const late of ['uncaughtException', 'unhandledRejection'] as const) process.on(late, () => undefined);
// Messages of the code under test are not the report.
for (const stream of [process.stdout, process.stderr]) stream.write = () => true;
