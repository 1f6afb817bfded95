import { readFileSync, readdirSync } from 'node:fs';

/** A process as /proc shows it. */
export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  /** Name of the program, cut to 15 characters by the kernel. */
  readonly program: string;
  /** `Z` for one that has ended and was not waited for. */
  readonly state: string;
}

/** Every process that can be seen from here. */
export function processes(): ProcessEntry[] {
  return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (entryOf(name) ?? []) : []));
}

function entryOf(name: string): ProcessEntry | undefined {
  try {
    // pid (program) state ppid ...; the program's name may hold spaces and parentheses.
    const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
    const end = stat.lastIndexOf(')');
    const [state, parent] = stat.slice(end + 2).split(' ');
    return {
      pid: Number(name),
      parent: Number(parent),
      program: stat.slice(stat.indexOf('(') + 1, end),
      state: String(state),
    };
  } catch {
    return undefined; // it ended just now
  }
}

/** How many process ids behind a parent's are looked at first for its child: on a quiet machine it has the next. */
const near = 64;

/** A child of a process; undefined while it has none. */
export function childOf(parent: number): number | undefined {
  for (let pid = parent + 1; pid <= parent + near; pid++) if (entryOf(String(pid))?.parent === parent) return pid;
  return processes().find((entry) => entry.parent === parent)?.pid;
}

/** The process itself and everything below it. */
export function descendants(root: number): ProcessEntry[] {
  const all = processes();
  const children = new Map<number, ProcessEntry[]>();
  for (const entry of all) {
    const list = children.get(entry.parent);
    if (list) list.push(entry);
    else children.set(entry.parent, [entry]);
  }
  const found = all.filter((entry) => entry.pid === root);
  for (const entry of found) found.push(...(children.get(entry.pid) ?? []));
  return found;
}
