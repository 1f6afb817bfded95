import { resolve } from 'node:path';
import { Option } from 'commander';
import type { Command } from 'commander';
import { Fleet } from '../../fleet';
import { formatFindings } from '../../fleet/findings/format';
import { writtenFiles } from '../../synth/output/written-files';
import type { WrittenFile } from '../../synth/output/written-files';
import type { ExitCode } from '../command';
import { synthesize } from '../../synth/fleet-program';
import type { SynthRequest } from '../../synth/fleet-program';
import { fleetFile } from '../fleet-file';
import { tableOf } from '../terminal';
import type { Terminal } from '../terminal';

interface Options {
  readonly site?: string[];
  readonly out: string;
  readonly force?: true;
  readonly secrets: SynthRequest['secrets'];
}

/** `synth`: writes everything, then tells what is there. */
export function declare(command: Command, terminal: Terminal) {
  command
    .argument('[fleet]', 'fleet file, or its folder', '.')
    .option('--site <name...>', 'these sites only')
    .option('--out <folder>', 'output folder', 'dist')
    .option('--force', 'overwrite files there that were not written by it')
    .addOption(
      new Option('--secrets <how>', 'require them, or write a placeholder in their place')
        .choices(['require', 'placeholder'])
        .default('require'),
    );
  return (path: string, options: Options): ExitCode => {
    const file = fleetFile(path);
    const fleet = Fleet.load(file);
    if (fleet.findings.length) terminal.err(formatFindings(fleet.findings, file));
    const { site: sites, out: outdir, force, secrets } = options;
    const request = { outdir, secrets, ...(sites && { sites }), ...(force && { force }) };
    synthesize(file, fleet, request, (message) => terminal.err(message));
    terminal.out(summary(fleet, outdir, sites, terminal));
    return 0;
  };
}

/** One line for each site and network. */
function summary(fleet: Fleet, outdir: string, sites: readonly string[] | undefined, terminal: Terminal): string {
  const files = new Map<string, WrittenFile[]>();
  for (const file of writtenFiles(outdir)) {
    const owner = file.path.slice(0, file.path.indexOf('/'));
    files.set(owner, [...(files.get(owner) ?? []), file]);
  }
  const sessions = fleet.sessions;
  const owners = [...fleet.sites.map(({ name }) => name), ...(sites ? [] : fleet.networks.map(({ name }) => name))];
  const rows = owners
    .filter((owner) => sites?.includes(owner) ?? true)
    .map((owner) => {
      const own = files.get(owner) ?? [];
      const routers = own.flatMap(({ path }) => /^[^/]+\/routers\/([^/]+)\//.exec(path)?.[1] ?? []);
      const objects = own.filter(({ path }) => path.split('/')[1] === 'kubernetes');
      return [
        owner,
        own.length,
        objects.reduce((sum, { content }) => sum + (content.match(/^kind: /gm)?.length ?? 0), 0),
        new Set(routers).size,
        sessions.filter(({ ends }) => ends.some(({ router }) => router.startsWith(`${owner}/`))).length,
        outage(fleet, owner),
      ];
    });
  const total = rows.reduce((sum, row) => sum + Number(row[1]), 0);
  const head = ['site or network', 'files', 'objects', 'routers', 'sessions', 'longest outage'];
  return `${tableOf(head, rows, terminal)}\n${total} files in ${resolve(outdir)}`;
}

/** The longest outage of the failover budget; networks have none of their own. */
function outage(fleet: Fleet, owner: string): string {
  if (!fleet.sites.some(({ name }) => name === owner)) return '';
  return `${Math.max(...fleet.budget(owner).cases.map(({ outageMs }) => outageMs))} ms`;
}
