import { readFileSync, statSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { LabNode } from '../network/lab-node';
import { descendants } from '../network/processes';
import { processorMs } from '../network/processor-time';

/** What the processes of one name in one node of the lab take. */
export interface ProgramUse {
  /** Name of the node; `lab`: the lab itself, outside of its nodes. */
  readonly node: string;
  readonly program: string;
  readonly processes: number;
  /** Processors that they keep busy: 0.5 is half of one. */
  readonly cores: number;
}

/** What a lab takes of the machine. */
export interface ProcessorUse {
  /** How long it was looked at, ms. */
  readonly overMs: number;
  readonly cores: number;
  /** Processors that are busy, with whatever runs beside the lab. */
  readonly busy: number;
  /** Load of the machine over 1, 5 and 15 minutes. */
  readonly load: readonly number[];
  /** By program and node, the most first. */
  readonly programs: readonly ProgramUse[];
}

/** Name that stands for the lab itself. */
const ownNode = 'lab';

interface Reading {
  readonly node: string;
  readonly program: string;
  readonly ms: number;
}

/**
 * Measures what everything below a process takes. What begins or ends meanwhile counts as far as it was there at the end.
 *
 * @param root process id of the lab's keeper
 */
export async function processorUse(root: number, nodes: readonly LabNode[], forMs: number): Promise<ProcessorUse> {
  const names = new Map(nodes.map(({ name, namespace }) => [statSync(namespace).ino, name]));
  const [before, busyBefore, from] = [readings(root, names), busyMs(), performance.now()];
  await pause(forMs);
  const overMs = performance.now() - from;
  const [after, busyAfter] = [readings(root, names), busyMs()];
  return {
    overMs,
    cores: cpus().length,
    busy: (busyAfter - busyBefore) / overMs,
    load: loadavg(),
    programs: programsOf(before, after, overMs),
  };
}

/** What processes took between two readings, by program and node. */
export function programsOf(
  before: ReadonlyMap<number, Reading>,
  after: ReadonlyMap<number, Reading>,
  overMs: number,
): ProgramUse[] {
  const uses = new Map<string, ProgramUse>();
  for (const [pid, { node, program, ms }] of after) {
    const was = before.get(pid);
    // A process id that was given away again began at nothing.
    const spent = was?.program === program && was.ms <= ms ? ms - was.ms : ms;
    const key = `${node} ${program}`;
    const { processes, cores } = uses.get(key) ?? { processes: 0, cores: 0 };
    uses.set(key, { node, program, processes: processes + 1, cores: cores + spent / overMs });
  }
  return [...uses.values()].sort((a, b) => b.cores - a.cores);
}

function readings(root: number, names: ReadonlyMap<number, string>): Map<number, Reading> {
  const found = new Map<number, Reading>();
  // Parents come before their children, whose namespace may be one of a pod: that belongs to the node of its parent.
  for (const { pid, parent, program } of descendants(root)) {
    const node = names.get(networkOf(pid)) ?? found.get(parent)?.node ?? ownNode;
    found.set(pid, { node, program, ms: processorMs(pid) });
  }
  return found;
}

/** Inode of the network namespace of a process; 0 where it has ended. */
function networkOf(pid: number): number {
  try {
    return statSync(`/proc/${pid}/ns/net`).ino;
  } catch {
    return 0; // it ended just now
  }
}

/** Time that all processors have been busy since the machine began, ms (proc(5), `stat`: user, nice, system, irq, softirq, in 10 ms). */
function busyMs(): number {
  const [, user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = readFileSync('/proc/stat', 'utf8')
    .split(/\s+/)
    .map(Number);
  return (user + nice + system + irq + softirq) * 10;
}
