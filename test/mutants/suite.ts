import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { jestExpect } from '@jest/expect';
import { ModernFakeTimers } from '@jest/fake-timers';
import * as circus from 'jest-circus';
import type { Event, State } from 'jest-circus';
import { ModuleMocker } from 'jest-mock';
import { SnapshotState } from 'jest-snapshot';
import type { Modules } from './modules';
import { root } from './rooms';

/** What a test did. */
export interface Ran {
  /** Its place among the tests of its file. */
  readonly test: number;
  readonly name: string;
  /** Processor time, ms: the machine may be busy with other things. */
  readonly ms: number;
  readonly failure?: string;
}

/** How tests of a file are run. */
export interface Wish {
  /** Places of those that are run. @default all */
  readonly only?: ReadonlySet<number>;
  /** Whether the first failure ends it. */
  readonly bail: boolean;
  /** Longest time of one, ms. */
  readonly patienceMs: number;
  /** Told before each one, and with `undefined` after it. */
  readonly running?: (test: number | undefined) => void;
}

const packages = createRequire(__filename);
const mocker = new ModuleMocker(globalThis);
const timers = new ModernFakeTimers({
  global: globalThis,
  config: { rootDir: root, testMatch: [], fakeTimers: {} } as never,
});
const jest = {
  // jest fakes the ticks of a process that it made for the tests. Here they are Node's own: its servers would never listen.
  useFakeTimers: (config: { readonly doNotFake?: readonly string[] } = {}) =>
    timers.useFakeTimers({ ...config, doNotFake: [...(config.doNotFake ?? []), 'nextTick'] } as never),
  useRealTimers: () => timers.useRealTimers(),
  advanceTimersByTime: (ms: number) => timers.advanceTimersByTime(ms),
  advanceTimersByTimeAsync: (ms: number) => timers.advanceTimersByTimeAsync(ms),
  runOnlyPendingTimersAsync: () => timers.runOnlyPendingTimersAsync(),
  runAllTimersAsync: () => timers.runAllTimersAsync(),
  setSystemTime: (now?: number | Date) => timers.setSystemTime(now),
  now: () => timers.now(),
  fn: mocker.fn.bind(mocker),
  spyOn: mocker.spyOn.bind(mocker),
  /** Packages are loaded anew inside it; those that were loaded before stay for all others. */
  isolateModules: (load: () => void) => {
    const { cache } = packages;
    const before = { ...cache };
    for (const file of Object.keys(cache)) Reflect.deleteProperty(cache, file);
    load();
    Object.assign(cache, before);
  },
  requireActual: (name: string): unknown => packages(name),
  restoreAllMocks: () => mocker.restoreAllMocks(),
  // A test that is slow by nature is known by the first run; against a mutant none waits long.
  setTimeout: () => undefined,
};

const { describe, test, it, beforeAll, beforeEach, afterAll, afterEach } = circus;
Object.assign(globalThis, { describe, test, it, beforeAll, beforeEach, afterAll, afterEach, expect: jestExpect, jest });

type Block = State['rootDescribeBlock'];
type Entry = Extract<Block['children'][number], { type: 'test' }>;

const testsOf = (block: Block): Entry[] => block.children.flatMap((child) => (child.type === 'test' ? [child] : testsOf(child)));
const idOf = (entry: Entry): string => {
  const titles = [entry.name];
  for (let block: Block | undefined = entry.parent; block?.parent; block = block.parent) titles.unshift(block.name);
  return titles.join(' ');
};
const textOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(Array.isArray(error) ? (error[0] ?? error[1]) : error);

const processorMs = (): number => process.cpuUsage().user / 1000;

/**
 * Runs the tests of one file in this process, as jest does: its `describe`, `expect`, snapshots and clocks are jest's own.
 *
 * @param file below the root
 * @throws what the file throws when it is loaded
 */
export async function runSuite(modules: Modules, file: string, wish: Wish): Promise<Ran[]> {
  const path = join(root, file);
  const ran: Ran[] = [];
  circus.resetState();
  const state = circus.getState();
  const snapshotState = new SnapshotState(join(dirname(path), '__snapshots__', `${basename(path)}.snap`), {
    ...{ updateSnapshot: 'none', expand: false, prettierPath: null, rootDir: root },
    snapshotFormat: { escapeString: false, printBasicPrototype: false },
  });
  // What jest sets has more keys than its types say.
  jestExpect.setState({ snapshotState, testPath: path, expand: false } as object);
  let order = new Map<Entry, number>();
  let failed = false;
  let begin = 0;
  const handler = (event: Event): void => {
    if (event.name === 'run_start') {
      const all = testsOf(state.rootDescribeBlock);
      order = new Map(all.map((entry, index) => [entry, index]));
      for (const [entry, index] of order) if (wish.only?.has(index) === false) entry.mode = 'skip';
      for (const entry of all) entry.timeout = wish.patienceMs;
    } else if (event.name === 'test_start') {
      begin = processorMs();
      if (failed && wish.bail) event.test.mode = 'skip';
      else wish.running?.(order.get(event.test));
      jestExpect.setState({ currentTestName: idOf(event.test), numPassingAsserts: 0, suppressedErrors: [] });
    } else if (event.name === 'test_done') {
      wish.running?.(undefined);
      for (const { error } of jestExpect.extractExpectedAssertionsErrors()) event.test.errors.push(error);
      // A snapshot that is another does not throw: jest looks at what it left behind.
      event.test.errors.push(...jestExpect.getState().suppressedErrors);
      const [error] = event.test.errors;
      failed ||= error !== undefined;
      const failure = error === undefined ? {} : { failure: textOf(error) };
      ran.push({ test: order.get(event.test) ?? 0, name: idOf(event.test), ms: processorMs() - begin, ...failure });
    }
  };
  circus.addEventHandler(handler);
  try {
    modules.loadAgain(path);
    const { unhandledErrors } = await circus.run();
    if (unhandledErrors[0] !== undefined) throw new Error(unhandledErrors[0]);
    if (ran.length === 0) throw new Error(`${file} ran no test`);
  } finally {
    circus.removeEventHandler(handler);
    timers.useRealTimers();
    mocker.restoreAllMocks();
  }
  return ran;
}
