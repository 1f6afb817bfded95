import { readFileSync } from 'node:fs';
import { descendants } from '../network/processes';
import { run } from '../network/run';

/**
 * Priorities of SCHED_RR while something is measured, by what a process does: routers, hosts and links of the lab stand for machines of
 * their own and must not wait for each other, nor for whatever else this machine does. Probes have 25: see `probes/priority.ts`.
 */
const priorities = { links: 20, detection: 15, daemons: 5, keeper: 1 } as const;

/** Names of processes, as the kernel has them, that the packets or sessions of a failover pass. */
const links = new Set(['delay-line']);
/** What speaks BFD comes before what decides: a decision of another router must not look like its loss. BIRD does both. */
const detection = new Set(['bfdd', 'bird']);
const daemons = new Set(['zebra', 'bgpd', 'ospfd', 'ldpd', 'staticd', 'speaker', 'nginx']);

/**
 * Gives this process, and the routing daemons, responders and links below it, real-time priority. What it starts from then on has it, too.
 *
 * @returns how many processes have it now
 */
export async function raisePriorities(): Promise<number> {
  const below = descendants(process.pid).filter(({ pid }) => pid !== process.pid);
  const chosen = below.flatMap(({ pid, program: name }): [number, number][] => {
    if (links.has(name)) return [[pid, priorities.links]];
    if (detection.has(name)) return [[pid, priorities.detection]];
    if (daemons.has(name) || isResponder(pid)) return [[pid, priorities.daemons]];
    return [];
  });
  const all: [number, number][] = [...chosen, [process.pid, priorities.keeper]];
  const outcomes = await Promise.all(
    all.map(([pid, priority]) => run('chrt', ['--all-tasks', '--rr', '--pid', String(priority), String(pid)])),
  );
  return outcomes.filter((outcome) => outcome.code === 0).length;
}

/** Whether a process answers for an application: by its command line, since all of Node's have one name. */
function isResponder(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('application/program');
  } catch {
    return false; // it has ended meanwhile
  }
}
