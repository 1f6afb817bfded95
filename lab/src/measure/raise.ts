import { readFileSync, writeFileSync } from 'node:fs';
import { descendants } from '../network/processes';
import { run } from '../network/run';

/**
 * Priorities of SCHED_RR while something is measured, by what a process does: routers, hosts and links of the lab stand for machines of
 * their own and must not wait for each other, nor for whatever else this machine does. Probes have 25: see `probes/priority.ts`.
 */
const priorities = { links: 20, detection: 15, daemons: 5, control: 3, keeper: 1 } as const;

/** Names of processes, as the kernel has them (15 characters), that the packets or sessions of a failover pass. */
const links = new Set(['delay-line']);
/** What speaks BFD comes before what decides: a decision of another router must not look like its loss. BIRD does both. */
const detection = new Set(['bfdd', 'bird', 'keepalived']);
const daemons = new Set(['zebra', 'bgpd', 'ospfd', 'ospf6d', 'ldpd', 'staticd', 'speaker', 'nginx', 'sample-applicat']);
/** What a label passes on its way from the agent to the speakers. */
const control = new Set(['kube-apiserver', 'etcd']);
/** Programs that Node runs, whose processes have all one name: the responder of level routers, and the failover agent. */
const scripts = ['application/program', '/opt/anycast-mec/'];

/** The list of processes without a share of the processor of their own (cgroup v1), as seen by the keeper. */
const rootGroup = '/sys/fs/cgroup/cpu/cgroup.procs';

/**
 * Gives this process, and the routing daemons, responders, agents, API servers and links below it, real-time priority; what has it
 * already is left. What they start from then on has it, too. A kernel with `CONFIG_RT_GROUP_SCHED` gives none to a pod, whose group has no real-time
 * share: such a process leaves its CPU group first, and the pod's CPU limit does not hold for it any more.
 *
 * @returns how many processes have it now
 */
export async function raisePriorities(): Promise<number> {
  const below = descendants(process.pid).filter(({ pid }) => pid !== process.pid);
  const chosen = below.flatMap(({ pid, program: name }): [number, number][] => {
    if (links.has(name)) return [[pid, priorities.links]];
    if (detection.has(name)) return [[pid, priorities.detection]];
    if (daemons.has(name) || runsScript(pid)) return [[pid, priorities.daemons]];
    if (control.has(name)) return [[pid, priorities.control]];
    return [];
  });
  const all: [number, number][] = [...chosen, [process.pid, priorities.keeper]];
  const outcomes = await Promise.all(all.map(([pid, priority]) => raise(pid, priority)));
  return outcomes.filter(Boolean).length;
}

/** Takes real-time priority away again, from this process and from all below it: where daemons have much to compute, nothing else would run. */
export async function lowerPriorities(): Promise<void> {
  const all = descendants(process.pid).filter(({ pid }) => isRealTime(pid));
  await Promise.all(all.map(({ pid }) => run('chrt', ['--all-tasks', '--other', '--pid', '0', String(pid)])));
}

async function raise(pid: number, priority: number): Promise<boolean> {
  if (isRealTime(pid)) return true;
  const attempt = async () =>
    (await run('chrt', ['--all-tasks', '--rr', '--pid', String(priority), String(pid)])).code === 0 || isRealTime(pid);
  if (await attempt()) return true;
  try {
    writeFileSync(rootGroup, String(pid));
  } catch {
    return false; // no such groups, or it has ended meanwhile
  }
  return attempt();
}

/** Whether a process has real-time priority (proc(5), /proc/pid/stat, field 40). */
function isRealTime(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[37]) > 0;
  } catch {
    return false; // it has ended meanwhile
  }
}

function runsScript(pid: number): boolean {
  try {
    const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return scripts.some((script) => line.includes(script));
  } catch {
    return false; // it has ended meanwhile
  }
}
