import type { Family } from '../../fleet/addresses/address';
import type { Bfd, Dialect, InterfaceAddress, RpkiCache, SecretReference, Timers } from '../../fleet/model';
import type { Policy, PrefixSet } from './policy';

/** What a router is for. */
export type RouterRole = 'border' | 'pe' | 'p';

/** A router's whole configuration, free of any daemon's syntax: derived from the Fleet, rendered by a dialect. */
export interface RouterModel {
  /** `mec-1/border-1` or `isp-x/pe-1`. */
  readonly fullName: string;
  /** Host name: the part after the slash. */
  readonly name: string;
  /** Site or network. */
  readonly owner: string;
  readonly role: RouterRole;
  readonly dialect: Dialect;
  readonly routerId: string;
  readonly loopbacks: readonly InterfaceAddress[];
  readonly interfaces: readonly RouterInterface[];
  /** Absent: the router speaks no BGP (a P router of an MPLS backbone). */
  readonly bgp?: BgpModel;
  readonly ospf?: OspfModel;
  readonly ldp?: LdpModel;
  readonly statics: readonly StaticRoute[];
  /** Absent: nobody shares a gateway with it. */
  readonly redundancy?: RedundancyModel;
  readonly prefixSets: readonly PrefixSet[];
  readonly policies: readonly Policy[];
  /** RPKI caches, first choice first. @default - none: it validates no origins */
  readonly caches?: readonly RpkiCache[];
  /** Prefixes that no packet from outside may have as its source, per family (bogons); for nftables. */
  readonly bogons: readonly string[];
}

/** An interface. */
export interface RouterInterface {
  readonly name: string;
  readonly purpose: 'hosts' | 'clients' | 'uplink' | 'site' | 'backbone' | 'exchange';
  /** What is at the other end, for the description line. */
  readonly description: string;
  readonly addresses: readonly InterfaceAddress[];
  /** Prefixes from which alone packets come in there (RFC 2827); a family without any has no source there. @default - not known */
  readonly sources?: readonly string[];
}

/** BGP of a router. */
export interface BgpModel {
  readonly as: number;
  readonly neighbors: readonly BgpNeighbor[];
  /** Sessions accepted from a whole range: the hosts of a border. */
  readonly dynamic: readonly DynamicNeighbors[];
  /** What the router originates: site networks on a border. Never a VIP: those come from hosts alone. */
  readonly originated: OriginatedNetworks;
  /**
   * Whether equally long eBGP paths are used together (ECMP), whatever AS they come from: on borders, over hosts; those of uplinks never
   * are equal, see {@link BgpModel.comparesMed}. Not on a PE, where it would mix sites. Paths of iBGP are never used together.
   */
  readonly multipath: boolean;
  /** Whether the metric (MED) decides between neighbors of different AS, too: on borders, whose policies set it. */
  readonly comparesMed: boolean;
}

/** Networks that a router originates. */
export interface OriginatedNetworks {
  readonly prefixes: readonly string[];
  /** Whether a network is withdrawn while its interface is down: where another router announces it as well. */
  readonly whileConnected: boolean;
  /** Names of the policies that they go through, by family. */
  readonly policies: Readonly<Partial<Record<Family, string>>>;
}

/** The role of a router on an eBGP session (RFC 9234): what the router is to its neighbor. */
export interface BgpRole {
  readonly local: 'provider' | 'customer' | 'peer';
  /** Whether a neighbor that names no role is refused: where both ends are generated. */
  readonly strict: boolean;
}

/** What a session with one neighbor and a range of neighbors have in common. */
export interface BgpSessionModel {
  readonly family: Family;
  readonly remoteAs: number;
  readonly description: string;
  readonly timers: Timers;
  readonly bfd?: Bfd;
  readonly password?: SecretReference;
  /** GTSM with one hop (RFC 5082). */
  readonly gtsm: boolean;
  /** Whether GRACEFUL_SHUTDOWN (RFC 8326) is honoured: such a route gets local preference 0. Where it is not, eBGP takes it off. */
  readonly gshut: boolean;
  /** Absent on iBGP. Routes of a provider or peer then go to customers only, by the attribute OTC that they carry. */
  readonly role?: BgpRole;
  /** Name of the policy for received routes. */
  readonly importPolicy: string;
  /** Name of the policy for sent routes. */
  readonly exportPolicy: string;
  /** Most prefixes accepted before the session is closed. Absent on iBGP, which carries what sessions with a limit let in. */
  readonly maxPrefix?: number;
}

/** A configured neighbor. */
export interface BgpNeighbor extends BgpSessionModel {
  readonly kind: 'border' | 'uplink' | 'site' | 'ibgp' | 'exchange';
  readonly address: string;
  /** Own address of the session: the loopback for iBGP, else the interface's. */
  readonly localAddress: string;
  /** Own interface of a directly connected neighbor; absent for iBGP between loopbacks. */
  readonly interface?: string;
  /** Whether routes of eBGP are sent with the router itself as next hop (towards iBGP). */
  readonly nextHopSelf: boolean;
  /** Whether it is a client of this route reflector (RFC 4456). */
  readonly reflectorClient: boolean;
  /** Paths through the neighbor's own AS are sent to it with that AS replaced. */
  readonly asOverride: boolean;
  /**
   * Site of origin (RFC 4360 section 5), such as `64500:1`: marks what the site announced, and such routes are never sent to the
   * site. Set with `asOverride`, which takes away the loop check by AS.
   */
  readonly siteOfOrigin?: string;
  /** Paths with the own AS are accepted once. */
  readonly allowAsIn: boolean;
  /** Time between advertisements, ms (MRAI, RFC 4271 section 9.2.1.1). */
  readonly mraiMs: number;
}

/** Neighbors accepted from a range: the MetalLB speakers. They connect; the router only listens. */
export interface DynamicNeighbors extends BgpSessionModel {
  readonly name: string;
  readonly ranges: readonly string[];
  /** Addresses of those neighbors that the fleet knows: its hosts. */
  readonly known: readonly string[];
  /** Most sessions. */
  readonly limit: number;
  /** Whether paths stay for a while when a host that asks for it by graceful restart (RFC 4724) closes its session. On no other session they do. */
  readonly gracefulRestart: boolean;
  readonly interface: string;
  readonly localAddress: string;
}

/**
 * Times of a router with an RPKI cache, s (RFC 8210 section 6, whose defaults are 3600, 600 and 7200). A cache that is there again is asked soon.
 * What a dead cache said holds for two hours, and then nothing is refused any more: a cache must not be able to take the fleet down.
 */
export const cacheTimes = { refreshS: 300, retryS: 10, expireS: 7200 } as const;

/** OSPF: version 2 for IPv4, version 3 for IPv6 where the router has IPv6 loopbacks. */
export interface OspfModel {
  readonly area: number;
  readonly families: readonly Family[];
  readonly interfaces: readonly OspfInterface[];
}

/**
 * Times of OSPF's hellos (RFC 2328 appendix C.3), s. BFD finds a dead neighbor sooner; but it is the hello that finds a neighbor again,
 * and with the usual 10 s a backbone link whose BFD flapped carries nothing for up to that long. Both ends must have the same.
 */
export const ospfHello = { intervalS: 1, deadS: 4 } as const;

/**
 * Cost of a router's own loopback in OSPF, the same in every dialect: of two exits of a network the nearer one is taken, whatever daemon it
 * runs. RFC 2328 section 12.4.1.1 has 0; with OSPFv3 FRR counts it as an interface, whose least cost is 1 (and 10 where nothing is said).
 */
export const loopbackCost = { 4: 0, 6: 1 } as const;

/** An OSPF interface; the loopback is passive in every dialect and not listed. */
export interface OspfInterface {
  readonly name: string;
  readonly cost: number;
  readonly bfd?: Bfd;
}

/** LDP (RFC 5036), IPv4. */
export interface LdpModel {
  readonly interfaces: readonly string[];
  /** Transport address: the IPv4 loopback. */
  readonly transportAddress: string;
}

/** A static route; several with one prefix and distance share the load. */
export interface StaticRoute {
  readonly prefix: string;
  readonly via: string;
  readonly interface: string;
  /** Administrative distance: 250 for the floating route of a VIP to a host. */
  readonly distance: number;
  readonly description: string;
}

/** First-hop redundancy of a border: VRRPv3 (RFC 5798) with the other borders of its site. */
export interface RedundancyModel {
  /** Priority of this border without faults, in every network. */
  readonly priority: number;
  readonly advertisementMs: number;
  /** What each lost link, and a check that fails, takes off the priority. */
  readonly faultWeight: number;
  /** Interfaces whose loss is a fault: those of the hosts and of the client networks. */
  readonly interfaces: readonly string[];
  readonly gateways: readonly SharedGateway[];
}

/** The virtual gateway of one network and family, of which one border at a time has the addresses. */
export interface SharedGateway {
  readonly name: string;
  readonly family: Family;
  readonly interface: string;
  readonly virtualRouterId: number;
  /** Own address, from which it advertises to the peers. */
  readonly localAddress: string;
  /** Addresses of the other borders in this network. */
  readonly peers: readonly string[];
  /** The virtual addresses; in IPv6 the link-local one first. */
  readonly addresses: readonly string[];
}
