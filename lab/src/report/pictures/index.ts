import type { StreamSamples } from '../../probes';
import { rowsOf, typicalTrial } from '../rows';
import type { Row } from '../rows';
import { samplesOfTrial } from '../runs';
import type { Run } from '../runs';
import { ecdfPicture } from './ecdf';
import { latencyPicture } from './latency-over-time';
import { steadyStatePicture } from './steady-state';
import type { Picture } from './theme';
import { timelinePicture } from './timeline';

/** A fault, with whatever borders it was measured. */
export interface FaultGroup {
  /** Names the files of its pictures. */
  readonly id: string;
  readonly rows: readonly Row[];
}

/** Rows of the same cell of the same experiment and fleet, in the order in which they come. All runs must be of one level. */
export function faultGroups(runs: readonly Run[]): FaultGroup[] {
  const groups = new Map<string, Row[]>();
  for (const row of runs.flatMap(rowsOf)) {
    const id = `${row.journal.experiment}-${row.cell.name}`;
    groups.set(id, [...(groups.get(id) ?? []), row]);
  }
  return [...groups].map(([id, rows]) => ({ id, rows }));
}

/** The pictures of a group by name: distribution, and for each border a typical trial in lanes and as latency over time. */
export async function picturesOf({ id, rows }: FaultGroup): Promise<Record<string, Picture>> {
  const measured = rows.filter((row) => row.trials.length);
  if (!measured.length) return {};
  const pictures: Record<string, Picture> = { [`${id}-ecdf`]: ecdfPicture(measured) };
  for (const [place, row] of measured.entries()) {
    const trial = typicalTrial(row);
    if (!trial) continue;
    const lines = await samplesOfTrial(row.run, trial.number);
    const [primary] = lines;
    const name = `${id}-${place + 1}-${row.journal.border}`;
    if (!primary || primary.injectNs === undefined) continue;
    const injectNs = BigInt(primary.injectNs);
    pictures[`${name}-timeline`] = timelinePicture(row, trial, primary, injectNs);
    pictures[`${name}-latency`] = latencyPicture(row, trial, seenByUsers(lines) ?? primary, injectNs);
  }
  return pictures;
}

/** HTTP with a new connection each is what users see; the finest is drawn. */
function seenByUsers(lines: readonly StreamSamples[]): StreamSamples | undefined {
  return lines.find((line) => line.stream === 'http-20ms');
}

/** The pictures of runs of latencies by name. */
export function latencyPictures(runs: readonly Run[]): Record<string, Picture> {
  const measured = runs.filter((run) => run.journal.latencies.length);
  return Object.fromEntries(measured.map((run, place) => [`steady-state-${place + 1}`, steadyStatePicture(run)]));
}
