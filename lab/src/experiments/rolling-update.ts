import type { Experiment } from '../measure/cell';
import { phaseSpan, placeIn, serviceIn } from './place';

/** How long is asked at least, ms: 10,000 requests of the stream of 1 kHz. */
const askedMs = 10_000;

/** A workload is rolled over, as a new image would: pods come and go, and no host is without one. */
export const rollingUpdate: Experiment = {
  name: 'rolling-update',
  title: 'A workload is updated',
  question: 'Do clients lose requests while the pods of a service are replaced one after the other?',
  ofCluster: true,
  cells({ fleet }) {
    const { client, site } = placeIn(fleet, 1);
    const common = {
      client,
      setUp: [],
      first: site.name,
      after: 'same',
      phaseSpanMs: phaseSpan(site.bfd),
      holdMs: askedMs,
    } as const;
    const own = serviceIn(fleet);
    return [
      {
        ...common,
        name: 'workload',
        title: `the pods of ${own} in ${site.name} are replaced`,
        faults: [{ verb: 'rolling-update', target: `${site.name}/${own}` }],
        flows: true,
      },
      {
        ...common,
        name: 'all-workloads',
        title: `the pods of all services in ${site.name} are replaced`,
        faults: [{ verb: 'rolling-update', target: site.name }],
        flows: true,
      },
    ];
  },
};
