import { once } from '../../fleet/derive/once';
import type { FleetModel } from '../../fleet/model';
import { communityKinds } from './policy';
import type { PolicyRule } from './policy';
import type { BgpSessionModel, RouterModel } from './router-model';

/**
 * Most AS of a path that is taken from outside. A path within a fleet has a site, its hosts and a few networks; paths of hundreds have ended
 * sessions of routers that could not hold them, far from where they came from.
 */
export const mostHops = 50;

/** Most communities of each kind of a route that is taken from outside. All are taken off then: it is the work of it that is refused. */
export const mostCommunities = 100;

/**
 * What is refused from outside whatever its prefix, silently: a session that one odd route could end would take every VIP with it. So the
 * first AS is held to be the neighbor's (RFC 4271 section 6.3) by the policy; FRR's own word for it, `enforce-first-as`, may end the session.
 *
 * @param as AS of the neighbor, which is no route server: that would leave its own AS out of the path (RFC 7947 section 2.2.2.1)
 * @param validates whether the router knows which AS may announce what; what nobody has a right stated for is taken (RFC 7115 section 5)
 */
export function refusedFromOutside(as: number, validates: boolean): PolicyRule[] {
  return [
    { action: 'refuse', firstAsOtherThan: as },
    { action: 'refuse', hopsAbove: mostHops },
    ...communityKinds.map((kind): PolicyRule => ({ action: 'refuse', communitiesAbove: { kind, count: mostCommunities } })),
    ...(validates ? [{ action: 'refuse', invalidOrigin: true } as const] : []),
  ];
}

/** Fewest prefixes for which there is room on a session with a provider or peer. */
const leastRoom = 10_000;

/**
 * Most prefixes that a router takes from a provider or peer, who has the whole fleet to tell: the first of 10,000, 100,000 and so on that is
 * at least twice what all sites announce. It moves by powers of ten, so that hardly any new site changes the files of the others.
 */
export const mostFromOutside = once<FleetModel, number>((fleet) => {
  const vips = fleet.services.reduce((sum, service) => sum + service.vips.length, 0);
  const networks = fleet.sites.reduce(
    (sum, { lan, clients }) => sum + lan.length + clients.reduce((more, { prefixes }) => more + prefixes.length, 0),
    0,
  );
  let room = leastRoom;
  while (room < 2 * (vips + networks)) room *= 10;
  return room;
});

/**
 * Whether a router holds what a session brings against the caches: such a daemon must keep what it received, for what a cache says later is
 * held against that alone. FRR 8.4 asks no neighbor to send it again (revalidate_bgp_node in bgpd/bgp_rpki.c), nor does BIRD 2.0.12
 * (channel_roa_subscribe_filter in nest/proto.c).
 */
export function validatesOrigins({ importPolicy }: BgpSessionModel, { policies }: RouterModel): boolean {
  return policies.some(({ name, rules }) => name === importPolicy && rules.some(({ invalidOrigin }) => invalidOrigin));
}
