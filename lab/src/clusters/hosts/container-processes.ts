import { readFileSync } from 'node:fs';
import { descendants } from '../../network/processes';
import type { ProcessEntry } from '../../network/processes';

/** Containers of a pod, as far as its status says. */
export interface PodStatus {
  readonly containerStatuses?: readonly {
    readonly name: string;
    /** `containerd://<id>`. */
    readonly containerID?: string;
    readonly ready?: boolean;
    readonly restartCount?: number;
  }[];
}

/** Id of a container of a pod; undefined while it does not run. */
export function containerId(status: PodStatus | undefined, container: string): string | undefined {
  const found = status?.containerStatuses?.find(({ name }) => name === container)?.containerID;
  return found?.replace(/^containerd:\/\//, '');
}

/**
 * The processes of a container, as the keeper sees them: found by their cgroup, which bears the container's id.
 *
 * @param init first process of the host
 */
export function processesOf(init: number | undefined, id: string): ProcessEntry[] {
  if (init === undefined) return [];
  return descendants(init).filter(({ pid, state }) => state !== 'Z' && cgroupOf(pid).includes(`/${id}`));
}

function cgroupOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cgroup`, 'utf8');
  } catch {
    return ''; // it ended just now
  }
}

/** Sends a signal to processes; those that ended meanwhile are passed over. */
export function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // It ended just now.
    }
  }
}
