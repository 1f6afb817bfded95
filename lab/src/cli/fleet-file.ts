import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../usage/usage-error';

/** The fleet file that is meant by a path: itself, or `fleet.yaml` in a folder. @throws UsageError if there is none */
export function fleetFileOf(path: string): string {
  const file = statSync(path, { throwIfNoEntry: false })?.isDirectory() ? join(path, 'fleet.yaml') : path;
  if (!existsSync(file)) throw new UsageError(`there is no file ${file}; give the path of a fleet file or its folder`);
  return file;
}
