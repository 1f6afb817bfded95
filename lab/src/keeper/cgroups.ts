import { existsSync, readFileSync, readdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';

/** Name of the cgroup that holds those of a lab's pods, in every hierarchy. */
export function cgroupName(lab: string): string {
  return `anycast-mec-${lab}`;
}

/** Folders of the cgroup of a lab: one with cgroup v2, one a controller with v1. */
export function cgroupFolders(lab: string): string[] {
  const mounts = readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([, , type]) => type === 'cgroup' || type === 'cgroup2')
    .flatMap(([, folder]) => folder ?? []);
  return mounts.map((folder) => join(folder, cgroupName(lab))).filter((folder) => existsSync(folder));
}

/** Removes the cgroups of a lab. @returns those that still hold processes */
export function removeCgroups(lab: string): string[] {
  return cgroupFolders(lab).filter((folder) => !removed(folder));
}

function removed(folder: string): boolean {
  for (const entry of readdirSync(folder, { withFileTypes: true })) if (entry.isDirectory()) removed(join(folder, entry.name));
  try {
    rmdirSync(folder);
    return true;
  } catch {
    return !existsSync(folder);
  }
}
