import type { Route } from 'anycast-mec/contract';
import type { MachineState, Verdict } from './model';

/**
 * What this site says of a VIP to other sites: `leaving` as soon as a withdrawal is intended, `serving` only while its endpoints
 * are healthy and the route is seen. Two sites that each wait for the other's answer can then never both leave.
 */
export function says(state: MachineState, verdict: Verdict, observed: Route | undefined): 'serving' | 'announcing' | 'leaving' {
  if (state.route === 'withdrawn' || state.intendedAt !== undefined) return 'leaving';
  if (observed === undefined || observed === 'withdrawn') return 'leaving';
  const serves = state.phase === 'UP' || state.phase === 'OVERLOADED' || state.phase === 'PROBATION' || state.phase === 'SUSPECT';
  return serves && verdict.health === 'healthy' ? 'serving' : 'announcing';
}
