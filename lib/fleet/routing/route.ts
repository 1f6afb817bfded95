import type { Family } from '../addresses/address';
import type { BorderRouter, Exchange, Host, InterfaceAddress, Network, NetworkRouter, Site, Uplink } from '../model';

/** A router that takes part in BGP. */
export type Speaker = BorderRouter | NetworkRouter;

/** Whether a router is one of a site. */
export function isBorder(speaker: Speaker): speaker is BorderRouter {
  return 'site' in speaker;
}

/** AS of a router. */
export function asOf(speaker: Speaker): number {
  return isBorder(speaker) ? speaker.site.as : speaker.network.as;
}

/** One direction of a BGP session of one family: what `from` sends to `to`. */
export interface Channel {
  readonly kind: 'uplink' | 'border' | 'ibgp' | 'exchange';
  readonly family: Family;
  readonly from: Speaker;
  readonly to: Speaker;
  /** Address by which `to` knows its neighbor. */
  readonly neighbor: string;
  /** Interface of `to` behind which the neighbor is; undefined for iBGP of a network, whose loopbacks are reached over OSPF. */
  readonly interface: string | undefined;
  /** Delay both ways, ms; 0 for iBGP. */
  readonly roundTripMs: number;
  /** The uplink that it runs over, undefined for other kinds. */
  readonly uplink: Uplink | undefined;
  /** The exchange that it runs over, undefined for other kinds. */
  readonly exchange: Exchange | undefined;
}

/** A route as a router holds it. */
export interface Route {
  /** AS path as received, nearest first (RFC 4271 section 5.1.2). */
  readonly asPath: readonly number[];
  /** The site that originates it. */
  readonly site: Site;
  readonly leadsTo: 'vip' | 'network';
  /** What it was received by; absent where the router's own hosts or networks are what it leads to. */
  readonly channel?: Channel;
  readonly learned: 'hosts' | 'connected' | 'ebgp' | 'ibgp';
  readonly localPreference: number;
  /** MULTI_EXIT_DISC; compared at borders, 0 everywhere else. */
  readonly med: number;
  /** Whether it carries GRACEFUL_SHUTDOWN (RFC 8326). */
  readonly drained: boolean;
  /** Whether it came from a peer or provider, so that it goes to customers alone (OTC, RFC 9234). */
  readonly downhill: boolean;
  /** Of iBGP: the router where traffic leaves, which is the next hop. */
  readonly exit?: Speaker;
  /** Of iBGP: routers that have reflected it (CLUSTER_LIST, RFC 4456). */
  readonly reflectors: readonly NetworkRouter[];
  /** Site of origin (RFC 4360 section 5) that a PE with `asOverride` has marked it with. */
  readonly origin?: { readonly network: Network; readonly number: number };
  /** The hosts that announce it, where the router's own hosts do. */
  readonly hosts?: readonly Host[];
}

/** What routers forward to: a VIP of a service, or a network of a site. */
export interface Destination {
  readonly family: Family;
  /** What a border has of its own accord: from its hosts, or as a connected network. */
  readonly originated: (border: BorderRouter) => Route | undefined;
  /** Sites of which a border originates it. */
  readonly sites: ReadonlySet<Site>;
}

/** The first address of a family as text. */
export function addressIn(list: readonly InterfaceAddress[], family: Family): string | undefined {
  return list.find((entry) => entry.family === family)?.address;
}
