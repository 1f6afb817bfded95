import type { ServiceConfig } from '../configuration/resolved';
import type { Verdict } from '../state/model';
import type { EndpointHealth } from './endpoint-health';

/** How many of the endpoints must be up. */
export function needed(require: ServiceConfig['require'], total: number): number {
  if (require === 'any') return 1;
  if (require === 'all') return Math.max(1, total);
  if ('count' in require) return require.count;
  return Math.max(1, Math.ceil((total * require.percent) / 100));
}

/** What the endpoints say together: a site fails by the count of its healthy endpoints, not by one of them. */
export function compose(endpoints: readonly EndpointHealth[], require: ServiceConfig['require']): Verdict {
  const total = endpoints.length;
  if (total === 0) return { health: 'unknown', hard: false, successes: 0, reason: 'no endpoint is known' };
  const need = needed(require, total);
  const up = endpoints.filter((endpoint) => endpoint.status === 'up');
  const down = endpoints.filter((endpoint) => endpoint.status === 'down');
  const successes = up.map((endpoint) => endpoint.successes).sort((a, b) => b - a)[need - 1] ?? 0;
  const why = [
    ...new Set((down.length > 0 ? down : endpoints.filter((one) => one.status !== 'up')).map((one) => one.reason)),
  ].join(', ');
  if (up.length >= need) return { health: 'healthy', hard: false, successes, reason: `${up.length} of ${total} endpoints up` };
  // More endpoints are needed than there are: down, however many answer.
  if (total - down.length < need && (down.length > 0 || up.length === total)) {
    return {
      health: 'failed',
      hard: down.length > 0 && down.every((one) => one.hard),
      successes: 0,
      reason: `${down.length} of ${total} endpoints down (${why})`,
    };
  }
  const isSuspect = endpoints.some((endpoint) => endpoint.status === 'suspect');
  return {
    health: isSuspect ? 'suspect' : 'unknown',
    hard: false,
    successes: 0,
    reason: `${total - up.length} of ${total} endpoints in doubt (${why})`,
  };
}
