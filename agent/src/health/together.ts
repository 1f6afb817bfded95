import { unknownHealth } from './endpoint-health';
import type { EndpointHealth } from './endpoint-health';

const order = { down: 0, suspect: 1, unknown: 2, up: 3 } as const;

/** Several checks of one endpoint: it is as well as the worst of them, for as long as the youngest of them. */
export function together(checks: readonly EndpointHealth[]): EndpointHealth {
  const [first = unknownHealth, ...rest] = checks;
  const worst = rest.reduce((found, check) => (order[check.status] < order[found.status] ? check : found), first);
  const problem = checks.find((check) => check.problem !== undefined)?.problem;
  return {
    ...worst,
    successes: Math.min(...[first, ...rest].map((check) => check.successes)),
    ...(problem !== undefined && { problem }),
  };
}
