import { derivePools } from '../../fleet/derive/service';
import { bfdOf, timersOf } from '../../fleet/derive/session-values';
import type { FleetModel } from '../../fleet/model';
import { networksOverlap } from '../../fleet/rules/addresses/networks-overlap';
import { rangeReversed } from '../../fleet/rules/addresses/range-reversed';
import { bfdIntervalTooShort, isUsableInterval } from '../../fleet/rules/timers/bfd-interval-too-short';
import { holdTimeTooShort, isTooShort } from '../../fleet/rules/timers/hold-time-too-short';
import type { Problem } from '../objects/manifest-construct';
import type { MetalLBPeeringProps } from './metallb-peering-props';

/** What the rules of the fleet say of pools and times that a MetalLBPeering is given; what it takes from its site, they have seen. */
export function peeringProblems(props: MetalLBPeeringProps): Problem[] {
  const timers = timersOf(props.timers);
  const bfd = bfdOf(props.bfd);
  const pools = fleetOfPools(props.pools ?? {});
  return [
    ...[rangeReversed, networksOverlap].flatMap((rule) => [...rule.check(pools)].map((violation) => ({ ...rule, ...violation }))),
    ...(isTooShort(timers)
      ? [{ ...holdTimeTooShort, path: 'timers.hold', value: props.timers?.hold, message: 'The hold time is too short.' }]
      : []),
    ...(bfd && !isUsableInterval(bfd)
      ? [{ ...bfdIntervalTooShort, path: 'bfd.interval', value: `${bfd.intervalMs}ms`, message: 'BFD cannot be sent so often.' }]
      : []),
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
