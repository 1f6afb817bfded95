import type { Fleet } from '../../../lib/fleet';
import type { Session } from '../../../lib/fleet/model';
import { predictedTable, routeLine } from './predicted';
import { differenceOf } from '../../../lab/src/network/until';
import type { RunningRouter } from '../../../lab/src/routers/running-router';
import type { RunningFleet } from './running-fleet';

/** What differs between the BGP tables of all routers and the fleet's prediction with all sites announcing. */
export async function tableDifferences(fleet: Fleet, running: RunningFleet): Promise<string[]> {
  const tables = running.allRouters().map(async (router) => {
    const families = ([4, 6] as const).map(async (family) => {
      const seen = (await router.routes(family)).map(routeLine);
      return differenceOf(router.name, predictedTable(fleet, router.name, family), seen);
    });
    return (await Promise.all(families)).flat();
  });
  return (await Promise.all(tables)).flat();
}

/** Sessions of the list that are not in `wanted` state at an end that is a router. */
export async function stateDifferences(
  sessions: readonly Session[],
  running: RunningFleet,
  states: (router: RunningRouter) => Promise<Map<string, string>>,
  wanted: string,
): Promise<string[]> {
  const routers = running.allRouters().map(async (router) => {
    const seen = await states(router);
    return sessions.flatMap(({ ends: [one, other] }) =>
      [[one, other] as const, [other, one] as const].flatMap(([mine, theirs]) => {
        const state = seen.get(theirs.address) ?? 'no session';
        return mine.router !== router.name || state === wanted
          ? []
          : [`${mine.router} to ${theirs.router} ${theirs.address}: ${state}`];
      }),
    );
  });
  return (await Promise.all(routers)).flat();
}
