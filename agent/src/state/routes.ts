import type { Phase, Route } from 'anycast-mec/contract';
import type { Place } from './states';

/** The route that is wanted in a phase. Before it begins, a machine wants what it finds. */
const routes: Readonly<Record<Exclude<Phase, 'MAINTENANCE' | 'FROZEN'>, Route>> = {
  INIT: 'announced',
  UP: 'announced',
  SUSPECT: 'announced',
  OVERLOADED: 'announced',
  DRAINING: 'drained',
  HELD: 'drained',
  DOWN: 'withdrawn',
  PROBATION: 'drained',
};

/** The route that is wanted of a VIP: what the actuator is to bring about. */
export function routeOf(place: Place): Route {
  switch (place.phase) {
    case 'MAINTENANCE':
      return place.route;
    case 'FROZEN':
      return routeOf(place.from);
    default:
      return routes[place.phase];
  }
}
