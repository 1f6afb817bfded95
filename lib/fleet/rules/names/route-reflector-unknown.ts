import type { Rule } from '../rule';

/** Route reflectors are routers of the network. */
export const routeReflectorUnknown: Rule = {
  id: 'route-reflector-unknown',
  severity: 'error',
  title: 'Route reflectors are routers of the network.',
  explanation: 'A reflector that does not exist leaves its clients without routes.',
  allowed: 'names of routers of the network',
  remedy: 'Correct the name.',
  needs: ['networks.*.routers.*'],
  acknowledgeable: false,
  *check(fleet) {
    for (const network of fleet.networks) {
      for (const [index, name] of network.routeReflectors.entries()) {
        if (!network.routers.some((router) => router.name === name))
          yield {
            path: `${network.path}.ibgp.routeReflectors[${index}]`,
            value: name,
            message: `${network.name} has no router '${name}'.`,
          };
      }
    }
  },
};
