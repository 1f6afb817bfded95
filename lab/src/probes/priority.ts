import { must, run } from '../network/run';

/** How the kernel schedules probes and responders. */
export type Priority = 'real-time' | 'normal';

/** Priority of SCHED_RR: above everything that a measurement raises, since a probe stands for a machine outside the lab. */
const realTime = ['--rr', '25'] as const;

/**
 * Longest that a process with real-time priority may compute without once waiting, µs; beyond it the kernel ends it (RLIMIT_RTTIME,
 * getrlimit(2)). A sender that cannot keep its rate would catch up for ever, and nothing else on the machine would run any more.
 */
const patienceUs = 2_000_000;

/**
 * The best that is allowed here. Against the load of compilers, the 1 kHz sender in Node is late by 0.97 ms at p99 with real-time
 * priority, and by 8 to 29 ms without, or with `nice -n -15`: `docs/guides/measuring.md` has the command. Root has it; an
 * unprivileged lab has not.
 */
export async function bestPriority(): Promise<Priority> {
  try {
    await must('chrt', [...realTime, 'true']);
    return 'real-time';
  } catch {
    return 'normal';
  }
}

/**
 * Gives a running process a priority. Not its helper threads, and not before it runs: a start of Node keeps a processor busy for long enough
 * to make BFD sessions of the lab time out.
 */
export async function prioritize(pid: number, priority: Priority): Promise<void> {
  // It may have ended meanwhile: whoever started it sees that.
  if (priority !== 'real-time') return;
  await run('prlimit', ['--pid', String(pid), `--rttime=${patienceUs}`]);
  await run('chrt', ['--rr', '--pid', realTime[1], String(pid)]);
}
