import { maintenanceLabel, routeLabel } from '../../contract/labels';
import type { ObjectPolicy } from './object-policy';

/** Who declares the label undoes every drain at the next `pulumi up`. */
export const routeLabelIsTheAgents: ObjectPolicy = {
  name: 'route-label-is-the-agents',
  description: 'No program declares the labels by which the failover agent moves a VIP.',
  level: 'mandatory',
  *check({ kind, name, labels }) {
    if (kind !== 'Service') return;
    for (const label of Object.keys(labels).filter((key) => key === routeLabel || key.startsWith(`${routeLabel}.`))) {
      yield (
        `Service ${name} declares the label ${label}: the next pulumi up would undo what the failover agent did; ` +
        `allowed: any other label; remedy: take it out, and drain with the annotation ${maintenanceLabel}`
      );
    }
  },
};
