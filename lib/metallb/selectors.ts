import { anycastLabel, hostRouteLabel, labelOfRoute, routeLabel } from '../contract/labels';
import type { LabelSelector } from './label-selector';

const announced = { [anycastLabel]: 'true' };

/** Selects the Services whose VIP a host announces normally: no route label of the site, none of the host. */
export function announcedAt(host: string): LabelSelector[] {
  return [
    {
      matchLabels: announced,
      matchExpressions: [
        { key: routeLabel, operator: 'DoesNotExist' },
        { key: hostRouteLabel(host), operator: 'DoesNotExist' },
      ],
    },
  ];
}

/** Selects the Services that a host drains: the site or the host is draining, and neither is withdrawn. List items are OR-ed. */
export function drainedAt(host: string): LabelSelector[] {
  const site = routeLabel;
  const own = hostRouteLabel(host);
  return [draining(site, own), draining(own, site)];
}

function draining(key: string, other: string): LabelSelector {
  return {
    matchLabels: announced,
    matchExpressions: [
      { key, operator: 'In', values: [labelOfRoute.drained] },
      // NotIn matches an absent label too.
      { key: other, operator: 'NotIn', values: [labelOfRoute.withdrawn] },
    ],
  };
}
