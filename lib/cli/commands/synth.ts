import { resolve } from 'node:path';
import { Option } from 'commander';
import type { Command } from 'commander';
import { Fleet } from '../../fleet';
import { formatFindings } from '../../fleet/findings/format';
import type { Site } from '../../fleet/model';
import { writtenPaths } from '../../synth/output/written-files';
import type { ExitCode } from '../command';
import { synthesize } from '../../synth/fleet-program';
import type { SynthRequest } from '../../synth/fleet-program';
import { alikeAsOne } from '../alike-as-one';
import type { NamedRow } from '../alike-as-one';
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

/** What one site or network has. */
interface Tally {
  files: number;
  readonly routers: Set<string>;
  sessions: number;
}

/** One line for each site and network; in a large fleet, for each kind of them. */
function summary(fleet: Fleet, outdir: string, sites: readonly string[] | undefined, terminal: Terminal): string {
  const names = [...fleet.sites.map(({ name }) => name), ...(sites ? [] : fleet.networks.map(({ name }) => name))];
  const tallies = new Map<string, Tally>(
    names.filter((name) => sites?.includes(name) ?? true).map((name) => [name, { files: 0, routers: new Set(), sessions: 0 }]),
  );
  countFiles(outdir, tallies);
  for (const { ends } of fleet.sessions) {
    for (const owner of new Set(ends.map(({ router }) => ownerOf(router)))) {
      const tally = tallies.get(owner);
      if (tally) tally.sessions += 1;
    }
  }
  const outages = new Map(fleet.sites.map((site) => [site.name, outage(fleet, site)]));
  const rows = [...tallies].map(([owner, { files, routers, sessions }]): NamedRow => [
    owner,
    ...[files, routers.size, sessions, outages.get(owner) ?? ''],
  ]);
  const total = rows.reduce((sum, row) => sum + Number(row[1]), 0);
  const head = ['site or network', 'files', 'routers', 'sessions', 'longest outage'];
  return `${tableOf(head, alikeAsOne(rows), terminal)}\n${total} files in ${resolve(outdir)}`;
}

/** Counts what was written. */
function countFiles(outdir: string, tallies: ReadonlyMap<string, Tally>): void {
  for (const path of writtenPaths(outdir)) {
    const [owner = '', room, router] = path.split('/');
    const tally = tallies.get(owner);
    if (!tally) continue;
    tally.files += 1;
    if (room === 'routers' && router !== undefined) tally.routers.add(router);
  }
}

const ownerOf = (router: string) => router.slice(0, router.indexOf('/'));

/** The longest outage of the failover budget. */
function outage(fleet: Fleet, site: Site): string {
  return `${Math.max(...fleet.budget(site.name).cases.map(({ outageMs }) => outageMs))} ms`;
}
