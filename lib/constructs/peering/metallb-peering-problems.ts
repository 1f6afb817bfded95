import { derivePools } from '../../fleet/derive/service';
import { bfdOf, timersOf } from '../../fleet/derive/session-values';
import type { DerivedModel, MetalLB, Site } from '../../fleet/model';
import { networksOverlap } from '../../fleet/rules/addresses/networks-overlap';
import { rangeReversed } from '../../fleet/rules/addresses/range-reversed';
import { unroutableNetwork } from '../../fleet/rules/addresses/unroutable-network';
import { bfdProfileInNativeMode } from '../../fleet/rules/metallb/bfd-profile-in-native-mode';
import { ebgpEqualAs } from '../../fleet/rules/sessions/ebgp-equal-as';
import { isReserved, reservedAs } from '../../fleet/rules/sessions/reserved-as';
import { isAboveHold, keepaliveAboveHold } from '../../fleet/rules/timers/keepalive-above-hold';
import { holdTimeTooShort, isTooShort } from '../../fleet/rules/timers/hold-time-too-short';
import type { Problem } from '../objects/manifest-construct';
import { bfdProblems } from './bfd-problems';
import type { MetalLBPeeringText } from './metallb-peering-props';
import { tellsHostsApart } from './peering-plan';

/**
 * What the rules of the fleet say of pools and times that a MetalLBPeering is given; what it takes from its site, they have seen. And the
 * hosts that it names and the site does not have, where that matters.
 */
export function peeringProblems(props: MetalLBPeeringText, mode: MetalLB['mode'], site: Site | undefined): Problem[] {
  const timers = timersOf(props.timers);
  const pools = modelOfPools(props.pools ?? {});
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
    ...systemProblems(props),
    ...(site ? unknownHosts(props, site, mode) : []),
    ...(mode === 'native' && props.bfd !== undefined && props.bfd !== false
      ? [{ ...bfdProfileInNativeMode, path: 'bfd', value: props.bfd, message: 'The native speaker has no BFD.' }]
      : []),
  ];
}

function systemProblems({ hostAs, siteAs }: MetalLBPeeringText): Problem[] {
  const given = Object.entries({ hostAs, siteAs });
  return [
    ...given.flatMap(([path, value]) =>
      value !== undefined && isReserved(value) ? [{ ...reservedAs, path, value, message: `AS ${value} is reserved.` }] : [],
    ),
    ...(hostAs !== undefined && hostAs === siteAs
      ? [{ ...ebgpEqualAs, path: 'hostAs', value: hostAs, message: 'It is the AS of the border routers, too.' }]
      : []),
  ];
}

function unknownHosts(props: MetalLBPeeringText, site: Site, mode: MetalLB['mode']): Problem[] {
  if (!tellsHostsApart(props, site, mode)) return [];
  const known = site.hosts.map(({ nodeName }) => nodeName);
  return (props.hosts ?? []).flatMap((value, index) =>
    known.includes(value)
      ? []
      : [
          {
            path: `hosts[${index}]`,
            value,
            message: `${site.name} has no such host, and its sessions need the AS and the address of each`,
            allowed: known.join(', '),
            remedy: 'Describe the host at the site, or leave it out.',
          },
        ],
  );
}

/** A model that has pools and nothing else. */
function modelOfPools(given: NonNullable<MetalLBPeeringText['pools']>): DerivedModel {
  const pools = Object.fromEntries(Object.entries(given).map(([name, blocks]) => [name, [...blocks]]));
  return {
    name: 'pools',
    description: { name: 'pools', pools, networks: {}, sites: {} },
    pools: derivePools(pools),
    networks: [],
    exchanges: [],
    caches: [],
    sites: [],
    services: [],
    unresolved: [],
  };
}
