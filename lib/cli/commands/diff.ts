import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { Fleet } from '../../fleet';
import { recordName } from '../../synth/output/record';
import { writtenFiles } from '../../synth/output/written-files';
import type { WrittenFile } from '../../synth/output/written-files';
import { synthesize } from '../../synth/fleet-program';
import type { ExitCode } from '../command';
import { fleetFile } from '../fleet-file';
import { outputDifferences } from '../output-difference';
import type { Terminal } from '../terminal';
import { UsageError } from '../usage-error';

interface Options {
  readonly against?: string;
  readonly fleet: string;
}

/** `diff`: what differs in meaning; 1 if anything does. */
export function declare(command: Command, terminal: Terminal) {
  command
    .argument('[sites...]', 'two sites to compare')
    .option('--against <folder>', 'compare what would be written with what was written there')
    .option('--fleet <path>', 'fleet file, or its folder', '.');
  return (sites: string[], options: Options): ExitCode => {
    const file = fleetFile(options.fleet);
    const lines =
      options.against === undefined ? betweenSites(file, sites, terminal) : fromWritten(file, sites, options.against, terminal);
    terminal.out(lines.length ? lines.join('\n') : 'No difference in meaning.');
    return lines.length ? 1 : 0;
  };
}

function betweenSites(file: string, sites: readonly string[], terminal: Terminal): string[] {
  const [a, b] = sites;
  if (a === undefined || b === undefined || sites.length > 2) throw new UsageError('diff takes two sites, or --against a folder');
  const files = made(file, [a, b], terminal);
  return outputDifferences(of(files, a), of(files, b));
}

function fromWritten(file: string, sites: readonly string[], folder: string, terminal: Terminal): string[] {
  if (!existsSync(join(folder, recordName))) throw new UsageError(`${folder} holds no output of anycast-mec synth`);
  const old = writtenFiles(folder);
  const now = made(file, sites.length ? sites : undefined, terminal);
  const owners = sites.length ? sites : [...new Set([...old, ...now].map(({ path }) => path.slice(0, path.indexOf('/'))))].sort();
  return owners.flatMap((owner) => {
    const lines = outputDifferences(of(old, owner), of(now, owner));
    return lines.length ? [`${owner}:`, ...lines.map((line) => `  ${line}`)] : [];
  });
}

const of = (files: readonly WrittenFile[], owner: string) => files.filter(({ path }) => path.startsWith(`${owner}/`));

/** What synth would write, with placeholders for secrets. */
function made(file: string, sites: readonly string[] | undefined, terminal: Terminal): WrittenFile[] {
  const outdir = mkdtempSync(join(tmpdir(), 'anycast-mec-diff-'));
  try {
    const request = { outdir, secrets: 'placeholder' as const, ...(sites && { sites }) };
    synthesize(file, Fleet.load(file), request, (message) => terminal.err(message));
    return writtenFiles(outdir);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
