import { Fleet } from 'anycast-mec';
import type { availability } from 'anycast-mec';
import { experimentOf } from '../experiments';
import { measurableOf } from '../experiments/measurable';
import { publishedBeside } from '../model/published';
import { failureOf } from './failure-of';

/**
 * The outages that were published of a fleet, by the kind of failure that the cells of each are: none where it has no such file.
 *
 * @throws Error that lists everything that is wrong with the file
 */
export function publishedOutages(fleetFile: string): availability.KnownOutage[] {
  const fleet = Fleet.load(fleetFile);
  const { failovers } = publishedBeside(fleetFile, measurableOf(fleet));
  return failovers.flatMap(({ cells, meanMs, source }) => {
    const meant = cells.flatMap((name) => failureOfCell(fleet, name) ?? []);
    const kinds = new Map(meant.map((one) => [`${one.failure} ${one.endedBy}`, one]));
    return [...kinds.values()].map((kind) => ({ ...kind, meanMs, source }));
  });
}

/** What a cell is, given as `experiment/cell`. */
function failureOfCell(fleet: Fleet, name: string) {
  const [experiment = '', wanted = ''] = name.split('/');
  const cell = experimentOf(experiment)
    .cells({ fleet })
    .find((candidate) => candidate.name === wanted);
  if (!cell) return undefined;
  const faults = cell.faults.map(({ verb, target }) => `${verb} ${target}`);
  return failureOf({ faults, ...(cell.budget && { case: cell.budget.case }) });
}
