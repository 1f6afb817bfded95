import { derivePools } from '../../fleet/derive/service';
import { bfdOf, timersOf } from '../../fleet/derive/session-values';
import type { FleetModel } from '../../fleet/model';
import { networksOverlap } from '../../fleet/rules/addresses/networks-overlap';
import { rangeReversed } from '../../fleet/rules/addresses/range-reversed';
import { unroutableNetwork } from '../../fleet/rules/addresses/unroutable-network';
import { isAboveHold, keepaliveAboveHold } from '../../fleet/rules/timers/keepalive-above-hold';
import { holdTimeTooShort, isTooShort } from '../../fleet/rules/timers/hold-time-too-short';
import type { Problem } from '../objects/manifest-construct';
import { bfdProblems } from './bfd-problems';
import type { MetalLBPeeringProps } from './metallb-peering-props';

/** What the rules of the fleet say of pools and times that a MetalLBPeering is given; what it takes from its site, they have seen. */
export function peeringProblems(props: MetalLBPeeringProps): Problem[] {
  const timers = timersOf(props.timers);
  const pools = fleetOfPools(props.pools ?? {});
  return [
    ...[rangeReversed, networksOverlap, unroutableNetwork].flatMap((rule) =>
      [...rule.check(pools)].map((violation) => ({ ...rule, ...violation })),
    ),
    ...(isTooShort(timers)
      ? [{ ...holdTimeTooShort, path: 'timers.hold', value: props.timers?.hold, message: 'The hold time is too short.' }]
      : []),
    ...(isAboveHold(timers)
      ? [
          {
            ...keepaliveAboveHold,
            path: 'timers.keepalive',
            value: props.timers?.keepalive,
            message: 'It is longer than the hold time.',
          },
        ]
      : []),
    ...bfdProblems(bfdOf(props.bfd)),
  ];
}

/** A fleet that has pools and nothing else. */
function fleetOfPools(given: NonNullable<MetalLBPeeringProps['pools']>): FleetModel {
  const pools = Object.fromEntries(Object.entries(given).map(([name, blocks]) => [name, [...blocks]]));
  return {
    name: 'pools',
    description: { name: 'pools', pools, networks: {}, sites: {} },
    pools: derivePools(pools),
    networks: [],
    exchanges: [],
    sites: [],
    services: [],
    unresolved: [],
  };
}
