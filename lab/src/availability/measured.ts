import type { availability } from 'anycast-mec';
import { rowsOf, variantOf } from '../report/rows';
import type { Row } from '../report/rows';
import { readRuns } from '../report/runs';
import { failureOf } from './failure-of';

/**
 * What the runs in a folder and below it measured of a fleet: one outage for each cell that is a kind of failure. A cell in which a trial ended
 * before its outage did has no mean, and is left out.
 *
 * @param fleet name of the fleet: runs of others are left out
 * @throws Error if there is no run of it, or some cannot be read
 */
export function measuredOutages(folder: string, fleet: string): availability.KnownOutage[] {
  const runs = readRuns(folder);
  const own = runs.filter(({ journal }) => journal.fleet === fleet);
  if (!own.length) {
    const others = [...new Set(runs.map(({ journal }) => journal.fleet))].sort();
    throw new Error(`nothing in ${folder} was measured of the fleet ${fleet}; there are: ${others.join(', ')}`);
  }
  return own.flatMap(rowsOf).flatMap(outageOf);
}

function outageOf(row: Row): availability.KnownOutage[] {
  const { cell, journal, outage, run } = row;
  const meant = failureOf({ faults: cell.faults, ...(cell.budget && { case: cell.budget.case }) });
  if (!meant || !outage || outage.censored > 0 || outage.mean === undefined) return [];
  const endedBy = journal.agent === false && isOfAgent(meant.failure) ? 'repair' : meant.endedBy;
  const { experiment, level } = journal;
  const source = `${experiment}/${cell.name}, level ${level}, ${variantOf(run)}, n = ${outage.n}`;
  return [{ failure: meant.failure, endedBy, meanMs: outage.mean, source }];
}

/** Whether clients move because an agent acts: without one they wait for the application itself. */
function isOfAgent(failure: availability.FailureId): boolean {
  return failure === 'application-killed' || failure === 'application-hung';
}
