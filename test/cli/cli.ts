import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../lib/cli/run';

/** What a run of the command gave. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command in this process. */
export async function cli(...args: string[]): Promise<Ran> {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await run(args, { out: (text) => out.push(text), err: (text) => err.push(text), colour: false });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

/** A new folder, with the fleet file of an example if one is named; its program is left out. */
export function folderWith(example?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'anycast-mec-cli-'));
  if (example !== undefined) cpSync(join('examples', example, 'fleet.yaml'), join(folder, 'fleet.yaml'));
  return folder;
}
