import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Argument } from 'commander';
import type { Command } from 'commander';
import { gitopsEngines, gitopsFiles } from '../../export/layout';
import type { GitopsEngine } from '../../export/layout';
import { nameFindings } from '../../export/name-findings';
import { plainFolder, sourceProblems } from '../../export/source-problems';
import { Fleet, FleetError } from '../../fleet';
import { planRollout } from '../../rollout/plan';
import { strategyFrom } from '../../rollout/strategy';
import { writeOutput } from '../../synth/output/write-output';
import { writtenFiles } from '../../synth/output/written-files';
import type { ExitCode } from '../command';
import { synthesize } from '../../synth/fleet-program';
import { fleetFile } from '../fleet-file';
import { tableOf } from '../terminal';
import type { Terminal } from '../terminal';
import { UsageError } from '../usage-error';

interface Options {
  readonly repository: string;
  readonly revision: string;
  readonly path: string;
  readonly out: string;
  readonly force?: true;
}

/** `export`: the manifests of every site in the layout of a GitOps engine, with the waves of a rollout. */
export function declare(command: Command, terminal: Terminal) {
  command
    .addArgument(new Argument('<engine>', 'which engine reads it').choices(gitopsEngines))
    .argument('[fleet]', 'fleet file, or its folder', '.')
    .requiredOption('--repository <url>', 'repository that the engine reads')
    .option('--revision <branch>', 'branch of it, full name of a reference (refs/...), or commit', 'main')
    .option('--path <folder>', 'folder in the repository', 'gitops')
    .option('--out <folder>', 'where to write it', 'gitops')
    .option('--canary <name...>', 'sites that go first')
    .option('--first-wave <sites>', 'sites of the first wave after the canaries; each next has twice as many')
    .option('--max-unavailable <sites>', 'most sites of a wave, or a share of the fleet (default: 25%)')
    .option('--force', 'overwrite files there that were not written by it');
  return (engine: GitopsEngine, argument: string, options: Options): ExitCode => {
    const { repository, revision, out, force = false } = options;
    const source = { repository, revision, path: plainFolder(options.path) };
    const unusable = sourceProblems(engine, { repository, revision, path: options.path });
    if (unusable.length) throw new UsageError(unusable.join('\n'));
    const file = fleetFile(argument);
    const fleet = Fleet.load(file);
    const tooLong = nameFindings(
      fleet.name,
      fleet.sites.map(({ name }) => name),
    );
    if (tooLong.length) throw new FleetError(tooLong, file);
    const { waves } = usablePlan(fleet, options);
    const manifests = manifestsOf(file, fleet, terminal);
    const sites = waves.flatMap((wave, index) =>
      wave.sites.map((name) => ({
        name,
        wave: index + 1,
        files: manifests
          .filter(({ path }) => path.startsWith(`${name}/kubernetes/`))
          .map(({ path, content }) => ({ path: path.slice(`${name}/kubernetes/`.length), content, mode: 0o644 })),
      })),
    );
    const files = gitopsFiles(engine, fleet.name, sites, source);
    const { written, unchanged, removed } = writeOutput(files, out, { force });
    terminal.out(
      tableOf(
        ['', 'wave', 'sites'],
        waves.map(({ name, sites: members }, index) => [index + 1, name, members.join(', ')]),
        terminal,
      ),
    );
    terminal.out(
      `${out}: ${written.length} written, ${unchanged.length} unchanged, ${removed.length} removed. Router files are not part of it.`,
    );
    return 0;
  };
}

function usablePlan(fleet: Fleet, options: Options) {
  try {
    return planRollout(fleet, strategyFrom(options));
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** What synth makes; placeholders stand in router files, which are left out. */
function manifestsOf(file: string, fleet: Fleet, terminal: Terminal) {
  const outdir = mkdtempSync(join(tmpdir(), 'anycast-mec-export-'));
  try {
    synthesize(file, fleet, { outdir, secrets: 'placeholder' }, (message) => terminal.err(message));
    return writtenFiles(outdir);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
