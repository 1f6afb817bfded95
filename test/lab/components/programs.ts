import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { ComponentName } from '../../../lab/src/components';
import { buildComponents } from '../../../lab/src/components';

/** What is missing to have the lab's own programs, which Go builds in seconds; undefined if nothing is. */
export function withoutGo(): string | undefined {
  return spawnSync('go', ['version']).status === 0 ? undefined : 'go (go.dev/dl, or golang of Debian)';
}

/** What is missing to make network namespaces and containers; undefined if nothing is. */
export function withoutRoot(...programs: readonly string[]): string | undefined {
  const absent = programs.filter((program) => !existsSync(program));
  if (absent.length) absent.push(`run 'make packages'`);
  if (process.getuid?.() !== 0) absent.unshift('root');
  return absent.join(', ') || undefined;
}

/** Path of one of the lab's own programs; built if it is not there. */
export async function program(name: ComponentName): Promise<string> {
  const path = (await buildComponents({ only: [name] })).have.get(name);
  if (path === undefined) throw new Error(`${name} was not built`);
  return path;
}
