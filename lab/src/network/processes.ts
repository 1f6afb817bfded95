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
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      // pid (program) state ppid ...; the program's name may hold spaces and parentheses.
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const end = stat.lastIndexOf(')');
      const [state, parent] = stat.slice(end + 2).split(' ');
      return [
        { pid: Number(name), parent: Number(parent), program: stat.slice(stat.indexOf('(') + 1, end), state: String(state) },
      ];
    } catch {
      return []; // it ended just now
    }
  });
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
