import { longestTimeMs } from '../../../contract/agent/duration-schema';
import { longestTimeoutMs, probeTiming, shortestIntervalMs } from '../../../contract/agent/profiles';
import type { HealthCheck, Service } from '../../model';
import { serviceRule } from '../rule';
import type { Violation } from '../rule';

/** Probes are made at most so far apart, ms: 1 h. */
const longestProbeMs = 3_600_000;

/** Probes have a timing that the failover agent can keep. */
export const healthTiming = serviceRule({
  id: 'health-timing',
  severity: 'error',
  title: 'Probes have a timing that the failover agent can keep.',
  explanation:
    'Below 10 ms the agent measures itself. A probe that waits for longer than it takes to count as a failure overlaps more of its successors than are needed to decide. The agent refuses both.',
  allowed: 'every from 10ms to 60min, timeout from 10ms to every x fall, and no more than 24h (1440min)',
  remedy: 'Raise or lower it; left out, it follows from the profile.',
  acknowledgeable: false,
  *of(service) {
    const told = new Set<string>();
    for (const check of service.checks) {
      for (const violation of violations(service, check)) {
        if (!told.has(violation.path)) yield violation;
        told.add(violation.path);
      }
    }
  },
});

function* violations(service: Service, check: HealthCheck): Generator<Violation> {
  const { everyMs, timeoutMs, fall } = probeTiming(check.health);
  const longest = longestTimeoutMs({ everyMs, fall });
  const at = (field: 'every' | 'timeout') => ({ path: `${placeOf(service, check, field)}.${field}`, value: check.health[field] });
  const isEvery = everyMs >= shortestIntervalMs && everyMs <= longestProbeMs;
  if (!isEvery)
    yield { ...at('every'), message: `${service.name} would be asked every ${everyMs} ms.`, allowed: 'every from 10ms to 60min' };
  if (timeoutMs < shortestIntervalMs)
    yield { ...at('timeout'), message: `An answer of ${service.name} could take ${timeoutMs} ms.`, allowed: 'at least 10ms' };
  else if (timeoutMs > longestTimeMs)
    yield {
      ...at('timeout'),
      message: `An answer of ${service.name} could take ${timeoutMs} ms.`,
      allowed: 'at most 1440min (24 h)',
    };
  else if (isEvery && timeoutMs > longest)
    yield {
      ...at('timeout'),
      message: `A probe of ${service.name} would wait ${timeoutMs} ms, and ${fall} are made in ${longest} ms.`,
      allowed: `at most every x fall = ${longest}ms`,
    };
}

/** Where a field of a check was given: at the port, or for the whole service. */
function placeOf({ path }: Service, { sees: [port] }: HealthCheck, field: 'every' | 'timeout'): string {
  return port?.health?.[field] === undefined ? `${path}.health` : `${port.path}.health`;
}
