import { originNumber } from '../model';
import type { BorderRouter, NetworkRouter } from '../model';
import { asOf, isBorder } from './route';
import type { Channel, Route, Speaker } from './route';

/** Local preference of a route where nothing sets it (RFC 4271 leaves it open; both daemons take 100), and of a drained one (RFC 8326). */
const preference = { usual: 100, drained: 0 } as const;

/**
 * What the receiver of a channel holds of the route that its sender has selected, after the sender's export policy and the receiver's
 * import policy; undefined where either refuses. `own` says whether a border may send what other borders of its site originate.
 */
export function received(channel: Channel, route: Route | undefined, relaysOwn = false): Route | undefined {
  if (!route || route.channel?.from === channel.to) return undefined;
  const { from, to } = channel;
  switch (channel.kind) {
    case 'border':
      return betweenBorders(channel, route);
    case 'ibgp':
      return isBorder(from) || isBorder(to) ? undefined : insideNetwork(channel, route, from, to);
    case 'exchange':
      // Only what customers and sites sent goes to a peer.
      return route.downhill ? undefined : overEbgp(channel, route, { downhill: true, med: 0, honours: true });
    default:
      return isBorder(from) ? fromSite(channel, route, from, relaysOwn) : toSite(channel, route);
  }
}

/** iBGP between the borders of a site: networks of the site, and what uplinks brought; VIPs of hosts every border has of its own. */
function betweenBorders(channel: Channel, route: Route): Route | undefined {
  if (route.learned === 'hosts' || route.learned === 'ibgp') return undefined;
  const place = isBorder(channel.from) ? channel.from.site.borders.indexOf(channel.from) + 1 : 0;
  return {
    ...route,
    channel,
    learned: 'ibgp',
    med: route.learned === 'connected' ? place : route.med,
    exit: channel.from,
    reflectors: [],
  };
}

/** iBGP of a network: a router passes on what it learned by eBGP, a route reflector more (RFC 4456). */
function insideNetwork(channel: Channel, route: Route, from: NetworkRouter, to: NetworkRouter): Route | undefined {
  if (route.learned !== 'ibgp') return { ...route, channel, learned: 'ibgp', exit: from, reflectors: [] };
  const sender = route.channel?.from;
  if (!sender || isBorder(sender) || !reflects(from, to, sender)) return undefined;
  // Loops: a router takes no route of its own back, a reflector none that it has reflected.
  if (route.exit === to || route.reflectors.includes(to)) return undefined;
  return { ...route, channel, reflectors: [from, ...route.reflectors] };
}

/** Whether a route reflector passes a route on: from a client to all, from others to clients. */
function reflects(reflector: NetworkRouter, to: NetworkRouter, from: NetworkRouter): boolean {
  const { routeReflectors } = reflector.network;
  const isClient = (router: NetworkRouter) => !routeReflectors.includes(router.name);
  return routeReflectors.includes(reflector.name) && (isClient(to) || isClient(from));
}

/** A border sends what its own hosts and networks originate, never what it learned elsewhere. */
function fromSite(channel: Channel, route: Route, border: BorderRouter, relaysOwn: boolean): Route | undefined {
  const own = route.learned === 'hosts' || route.learned === 'connected' || (relaysOwn && route.site === border.site);
  if (!own) return undefined;
  const taken = overEbgp(channel, route, { downhill: false, med: 0, honours: channel.uplink?.gshut ?? true });
  if (!taken || !channel.uplink?.asOverride) return taken;
  return { ...taken, origin: { network: channel.uplink.pe.network, number: originNumber(border.site) } };
}

function toSite(channel: Channel, route: Route): Route | undefined {
  const { to, uplink } = channel;
  if (!isBorder(to) || !uplink) return undefined;
  const { network } = uplink.pe;
  const marked = uplink.asOverride && route.origin?.network === network && route.origin.number === originNumber(to.site);
  // Never back to where it came from; and a border takes no network of its own site.
  if (marked || (route.leadsTo === 'network' && route.site === to.site)) return undefined;
  return overEbgp(channel, route, { downhill: true, med: to.site.uplinks.indexOf(uplink) + 1, honours: uplink.gshut });
}

/** What becomes of a route on its way over eBGP. */
interface Crossing {
  readonly downhill: boolean;
  readonly med: number;
  /** Whether GRACEFUL_SHUTDOWN is honoured. */
  readonly honours: boolean;
}

function overEbgp(channel: Channel, route: Route, { downhill, med, honours }: Crossing): Route | undefined {
  const { from, to, uplink } = channel;
  const [sending, receiving] = [asOf(from), asOf(to)];
  const asPath = [sending, ...(uplink?.asOverride && isBorder(to) ? overridden(route.asPath, from, receiving) : route.asPath)];
  const own = asPath.filter((as) => as === receiving).length;
  if (own > (uplink?.allowAsIn && isBorder(to) ? 1 : 0)) return undefined;
  return {
    asPath,
    site: route.site,
    leadsTo: route.leadsTo,
    channel,
    learned: 'ebgp',
    localPreference: route.drained && honours ? preference.drained : preference.usual,
    med,
    drained: route.drained && honours,
    downhill,
    reflectors: [],
    ...(route.origin && channel.kind !== 'exchange' && { origin: route.origin }),
  };
}

/** A path with an AS replaced by the sender's. FRR replaces it where it stands; BIRD can only take it out and put its own in front. */
function overridden(asPath: readonly number[], by: Speaker, as: number): number[] {
  if (by.dialect === 'frr') return asPath.map((entry) => (entry === as ? asOf(by) : entry));
  const kept = asPath.filter((entry) => entry !== as);
  return [...Array.from({ length: asPath.length - kept.length }, () => asOf(by)), ...kept];
}

/** What a border has of its own hosts or networks. */
export function originated(
  route: Pick<Route, 'site' | 'leadsTo' | 'learned' | 'asPath'> & Partial<Pick<Route, 'hosts' | 'drained'>>,
): Route {
  const drained = route.drained ?? false;
  return {
    ...route,
    drained,
    localPreference: drained ? preference.drained : preference.usual,
    med: 0,
    downhill: false,
    reflectors: [],
  };
}
