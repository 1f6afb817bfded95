import { isIPv6 } from 'node:net';
import type { ServiceConfig } from 'anycast-mec/contract';
import type { Verdict } from '../state';
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

/** Verdicts, the worst first; what is not known speaks neither for nor against. */
const badness: Readonly<Record<Verdict['health'], number>> = { failed: 0, suspect: 1, healthy: 2, unknown: 3 };

/**
 * What endpoints of both families say together: each family by itself, and the worse of the two. A pod with two addresses is an endpoint
 * of each, and the VIPs of a Service leave together, as MetalLB announces a Service in all its families or in none (0.16,
 * speaker/bgp_controller.go, `ShouldAnnounce`): one that answers in IPv6 alone would keep clients of IPv4 from where they are served.
 */
export function composeFamilies(
  endpoints: readonly { readonly address: string; readonly health: EndpointHealth }[],
  require: ServiceConfig['require'],
): Verdict {
  const of = (family: 4 | 6) => endpoints.filter(({ address }) => isIPv6(address) === (family === 6));
  const families = ([4, 6] as const).filter((family) => of(family).length > 0);
  const verdicts = families.map((family) => {
    const own = of(family).map(({ health }) => health);
    const verdict = compose(own, require);
    return families.length > 1 ? { ...verdict, reason: `IPv${family}: ${verdict.reason}` } : verdict;
  });
  const [worst, other] = verdicts.sort((a, b) => badness[a.health] - badness[b.health]);
  if (!worst || worst.health !== 'healthy' || other?.health !== 'healthy') return worst ?? compose([], require);
  const successes = Math.min(worst.successes, other.successes);
  return { ...worst, successes, reason: `${worst.reason}, ${other.reason}` };
}
