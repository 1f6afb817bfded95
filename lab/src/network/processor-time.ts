import { readdirSync, readFileSync } from 'node:fs';

/**
 * Processor time that a process has taken since it began, ms: of every thread, as the scheduler counts it (proc(5), `schedstat`, ns). A
 * thread that ends takes its time with it. 0 for a process that has ended.
 */
export function processorMs(pid: number): number {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    return threads.reduce((sum, thread) => sum + ofThread(pid, thread), 0);
  } catch {
    return 0; // it has ended
  }
}

function ofThread(pid: number, thread: string): number {
  try {
    const [ran = '0'] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ');
    return Number(ran) / 1e6;
  } catch {
    return 0; // it ended just now
  }
}
