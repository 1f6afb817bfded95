import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { publishedFile } from 'anycast-mec/contract';
import { z } from 'zod';

/** A figure that was published, ms. */
export const publishedFigureSchema = z.strictObject({
  meanMs: z.number().nonnegative(),
  medianMs: z.number().nonnegative().optional(),
  deviationMs: z.number().nonnegative().optional(),
  /** Where it stands, and how far it is comparable. */
  source: z.string(),
});

/** What is in the file. */
const publishedSchema = z.strictObject({
  /** Outages and failover times, each with the cells of experiments that it stands beside: `experiment/cell`. @default - none */
  failovers: z.array(publishedFigureSchema.extend({ cells: z.array(z.string().regex(/^[^/]+\/[^/]+$/)) })).default([]),
  /** Latencies in the steady state, from a client network (`site/network`) to a site. @default - none */
  latencies: z.array(publishedFigureSchema.extend({ client: z.string(), site: z.string() })).default([]),
});

/** See {@link publishedFigureSchema}. */
export type PublishedFigure = z.infer<typeof publishedFigureSchema>;
/** Figures that were published of a fleet. */
export type Published = z.infer<typeof publishedSchema>;

/** What can be measured of a fleet: only that may have a figure. */
export interface Measurable {
  /** Names of all experiments. */
  readonly experiments: readonly string[];
  /** Names of the cells that an experiment has in the fleet. */
  readonly cells: (experiment: string) => readonly string[];
  /** Client networks, `site/network`. */
  readonly clients: readonly string[];
  readonly sites: readonly string[];
}

/**
 * The figures that stand beside a fleet file; none where it has no such file.
 *
 * @throws Error that lists everything that is wrong with the file: a figure of what is never measured would stand beside nothing
 */
export function publishedBeside(fleetFile: string, measurable: Measurable): Published {
  const path = join(dirname(fleetFile), publishedFile);
  if (!existsSync(path)) return publishedSchema.parse({});
  const { data, error } = publishedSchema.safeParse(json(path));
  if (!data)
    throw refused(
      path,
      error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`),
    );
  const named = data.failovers.flatMap(({ cells }) => cells);
  const twice = [
    ...named.filter((cell, index) => named.indexOf(cell) < index),
    ...data.latencies.map(({ client, site }) => `${client} to ${site}`).filter((way, index, all) => all.indexOf(way) < index),
  ];
  const problems = [
    ...unknownCells(named, measurable),
    ...unknown(
      'client network',
      data.latencies.map(({ client }) => client),
      measurable.clients,
    ),
    ...unknown(
      'site',
      data.latencies.map(({ site }) => site),
      measurable.sites,
    ),
    ...(twice.length ? [`there are two figures of ${twice.join(', ')}; one is shown`] : []),
  ];
  if (problems.length) throw refused(path, problems);
  return data;
}

function unknownCells(named: readonly string[], { experiments, cells }: Measurable): string[] {
  const experimentOf = (cell: string) => cell.slice(0, cell.indexOf('/'));
  const asked = [...new Set(named.map(experimentOf))];
  return [
    ...unknown('experiment', asked, experiments),
    ...asked
      .filter((experiment) => experiments.includes(experiment))
      .flatMap((experiment) => {
        const ofIt = named.filter((cell) => experimentOf(cell) === experiment);
        return unknown(
          'cell',
          ofIt,
          cells(experiment).map((cell) => `${experiment}/${cell}`),
        );
      }),
  ];
}

function unknown(what: string, named: readonly string[], allowed: readonly string[]): string[] {
  const strange = [...new Set(named)].filter((name) => !allowed.includes(name));
  return strange.map((name) => `there is no ${what} ${name}; there are: ${allowed.join(', ') || 'none'}`);
}

/** What was published of a cell of an experiment. */
export function publishedFailover({ failovers }: Published, experiment: string, cell: string): PublishedFigure | undefined {
  const found = failovers.find(({ cells }) => cells.includes(`${experiment}/${cell}`));
  return found && figureOf(found);
}

/** What was published of the latency from a client network to a site. */
export function publishedLatency({ latencies }: Published, client: string, site: string): PublishedFigure | undefined {
  const found = latencies.find((entry) => entry.client === client && entry.site === site);
  return found && figureOf(found);
}

function figureOf({ meanMs, medianMs, deviationMs, source }: PublishedFigure): PublishedFigure {
  return { meanMs, medianMs, deviationMs, source };
}

function json(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw refused(path, [error instanceof Error ? error.message : String(error)]);
  }
}

function refused(path: string, problems: readonly string[]): Error {
  return new Error(`${path} cannot be read:\n  ${problems.join('\n  ')}`);
}
