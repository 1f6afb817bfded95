import { serviceRule } from '../rule';

/** A service has a workload or selects one, not both. */
export const workloadAndSelector = serviceRule({
  id: 'workload-and-selector',
  severity: 'error',
  title: 'A service has a workload or selects one, not both.',
  explanation:
    'The selector names pods that exist; a workload brings pods of its own. With both it is unclear which should answer.',
  allowed: 'workload or selector',
  remedy: 'Take one of them out.',
  acknowledgeable: false,
  *of({ name, path, description: { workload, selector } }) {
    if (workload && selector)
      yield { path: `${path}.selector`, value: selector, message: `${name} has both a workload and a selector.` };
  },
});
