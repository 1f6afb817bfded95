import { anycastLabel } from '../../contract/labels';
import type { ObjectPolicy } from './object-policy';

/** A forced patch takes fields back from their owner. */
export const noForcedPatch: ObjectPolicy = {
  name: 'no-forced-patch',
  description: 'No Service of a VIP is patched by force.',
  level: 'mandatory',
  *check({ kind, name, labels, annotations }) {
    if (kind !== 'Service' || labels[anycastLabel] === undefined || annotations['pulumi.com/patchForce'] === undefined) return;
    yield (
      `Service ${name} has the annotation pulumi.com/patchForce: it takes the route label back from the failover agent; ` +
      'allowed: no such annotation; remedy: take it out'
    );
  },
};
