import type { Rule } from '../rule';

/** Every network has a PE router. */
export const networkWithoutPe: Rule = {
  id: 'network-without-pe',
  severity: 'warning',
  title: 'Every network has a PE router.',
  explanation: 'Sites hang on PE routers; a network without one carries nothing.',
  allowed: 'at least one router with the role pe',
  remedy: 'Make a router a PE.',
  needs: ['networks'],
  *check(fleet) {
    for (const network of fleet.networks)
      if (!network.routers.some((router) => router.role === 'pe'))
        yield { path: `${network.path}.routers`, value: network.routers.length, message: `${network.name} has no PE.` };
  },
};
