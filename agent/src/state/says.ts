import type { Phase, Route } from 'anycast-mec/contract';
import { routeOf } from './routes';
import type { Verdict } from './seen';
import type { MachineState } from './states';
import { intendedAt } from './withdrawal';

/** Phases in which others may count on this site. */
const serving: ReadonlySet<Phase> = new Set(['UP', 'SUSPECT', 'OVERLOADED', 'PROBATION']);

/**
 * What this site says of a VIP to other sites: `leaving` as soon as a withdrawal is intended, `serving` only while its endpoints
 * are healthy and the route is seen. Two sites that each wait for the other's answer can then never both leave.
 */
export function says(state: MachineState, verdict: Verdict, observed: Route | undefined): 'serving' | 'announcing' | 'leaving' {
  if (routeOf(state) === 'withdrawn' || intendedAt(state) !== undefined) return 'leaving';
  if (observed === undefined || observed === 'withdrawn') return 'leaving';
  return serving.has(state.phase) && verdict.health === 'healthy' ? 'serving' : 'announcing';
}
