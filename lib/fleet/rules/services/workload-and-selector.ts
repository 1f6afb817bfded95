import type { Rule } from '../rule';

/** A service has a workload or selects one, not both. */
export const workloadAndSelector: Rule = {
  id: 'workload-and-selector',
  severity: 'error',
  title: 'A service has a workload or selects one, not both.',
  explanation:
    'The selector names pods that exist; a workload brings pods of its own. With both it is unclear which should answer.',
  allowed: 'workload or selector',
  remedy: 'Take one of them out.',
  acknowledgeable: false,
  *check(fleet) {
    for (const service of fleet.services) {
      const { workload, selector } = service.description;
      if (workload && selector)
        yield {
          path: `${service.path}.selector`,
          value: selector,
          message: `${service.name} has both a workload and a selector.`,
        };
    }
  },
};
