import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { closest, distance } from 'fastest-levenshtein';
import { UsageError } from './usage-error';

/** Name of the fleet file in its folder. */
export const fleetFileName = 'fleet.yaml';

/**
 * The fleet file that an argument names.
 *
 * @param argument path of the file or of its folder. @default - ./fleet.yaml
 * @throws UsageError with the nearest name if there is none
 */
export function fleetFile(argument = '.'): string {
  const isFolder = statSync(argument, { throwIfNoEntry: false })?.isDirectory();
  const file = isFolder ? join(argument, fleetFileName) : argument;
  if (existsSync(file)) return file;
  throw new UsageError(`there is no file ${file}${suggestion(file)}`);
}

function suggestion(file: string): string {
  const folder = dirname(file);
  const there = existsSync(folder)
    ? readdirSync(folder).filter((name) => /\.(ya?ml|json)$/.test(name) || !name.includes('.'))
    : [];
  const name = basename(file);
  if (there.length) {
    const nearest = closest(name, there);
    if (distance(name, nearest) <= Math.max(2, name.length / 2)) return `; did you mean ${join(folder, nearest)}?`;
  }
  return "; give the path of a fleet file or its folder, or start with 'anycast-mec init'";
}
