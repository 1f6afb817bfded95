import { namespaceOf, objectsOf } from '../../derive/object-names';
import type { Service } from '../../model';
import type { Rule } from '../rule';

/** No two services make the same object. */
export const objectNameTaken: Rule = {
  id: 'object-name-taken',
  severity: 'error',
  title: 'No two services make the same object.',
  explanation:
    'A rate-limited service `x` has objects `x-workload` and `x-limiter`, too. In one namespace of one cluster there is one object of a kind and name.',
  allowed: 'names that differ, or namespaces that do',
  remedy: 'Rename one of the two services, or give one of them another `namespace`.',
  acknowledgeable: false,
  *check(fleet) {
    const makers = new Map<string, Service[]>();
    for (const service of fleet.services) {
      const namespace = namespaceOf(service.name, service.description);
      for (const { kind, name } of objectsOf(service.name, service.description)) {
        const key = `${kind} '${name}' in the namespace ${namespace}`;
        const others = makers.get(key) ?? [];
        const rival = others.find((other) => meet(other, service));
        if (rival)
          yield { path: service.path, value: service.name, message: `${service.name} and ${rival.name} both make the ${key}.` };
        makers.set(key, [...others, service]);
      }
    }
  },
};

/** Whether a site serves both. */
function meet(a: Service, b: Service): boolean {
  const sites = new Set(a.siteNames);
  return b.siteNames.some((site) => sites.has(site));
}
