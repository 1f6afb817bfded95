import type { Experiment } from '../measure/cell';
import { phaseSpan, placeIn } from './place';

/** The case without a failover: all pods of the service are deleted, and Kubernetes alone brings them back. */
export const podDelete: Experiment = {
  name: 'pod-delete',
  title: 'All pods of a service are deleted',
  question: 'How long does Kubernetes alone take to serve again, without any failover to another site?',
  ofCluster: true,
  cells({ fleet }) {
    const { client, site, order } = placeIn(fleet);
    return [
      {
        name: 'pods',
        title: `all pods in ${site.name} are deleted`,
        client,
        // Nobody else may serve meanwhile: MetalLB itself takes a VIP back where no pod is ready.
        setUp: order.filter((name) => name !== site.name).map((target) => ({ verb: 'withdraw', target })),
        faults: [{ verb: 'pod-delete', target: site.name }],
        first: site.name,
        after: 'same',
        phaseSpanMs: phaseSpan(site.bfd),
        holdMs: 2000,
      },
    ];
  },
};
