import { serviceRule } from '../rule';

/** Something answers at every VIP. */
export const serviceWithoutBackend = serviceRule({
  id: 'service-without-backend',
  severity: 'error',
  title: 'Something answers at every VIP.',
  explanation:
    'A Service without a selector has no endpoints: no host would announce its VIP (externalTrafficPolicy Local), and none could answer.',
  allowed: 'a workload, or a selector of pods that exist',
  remedy: 'Give `workload`, or `selector`.',
  needs: ['services.*.workload', 'services.*.selector'],
  acknowledgeable: false,
  *of({ name, path, description: { workload, selector } }) {
    if (!workload && !selector) yield { path: `${path}.workload`, message: `Nothing answers at the VIP of ${name}.` };
  },
});
