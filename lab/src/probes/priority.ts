import { must } from '../network/run';
import type { ProgramCommand } from './node-program';

/** How the kernel schedules probes and responders. */
export type Priority = 'real-time' | 'normal';

/** Priority of SCHED_RR: above everything that a measurement raises, since a probe stands for a machine outside the lab. */
const realTime = ['chrt', '--rr', '25'] as const;

/**
 * The best that is allowed here. Against the load of compilers, the 1 kHz sender in Node is late by 0.97 ms at p99 with real-time
 * priority, and by 8 to 29 ms without, or with `nice -n -15`: `docs/guides/measuring.md` has the command. Root has it; an
 * unprivileged lab has not.
 */
export async function bestPriority(): Promise<Priority> {
  try {
    await must(realTime[0], [...realTime.slice(1), 'true']);
    return 'real-time';
  } catch {
    return 'normal';
  }
}

/** The command with a priority. */
export function withPriority(priority: Priority, command: ProgramCommand): ProgramCommand {
  return priority === 'real-time' ? [...realTime, ...command] : command;
}
