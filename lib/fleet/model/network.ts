import type { NetworkDescription } from '../description/network';
import type { Prefix } from '../addresses/prefix';
import type { InterfaceAddress } from './address';
import type { Bfd, SecretReference, Timers } from './session';

/** The routing daemon that a router runs. */
export type Dialect = 'frr' | 'bird';

/** A backbone: one AS with its routers and links. */
export interface Network {
  readonly name: string;
  /** Path in the description, such as `networks.isp-x`. */
  readonly path: string;
  readonly as: number;
  /** The preset as it is written. */
  readonly preset: NonNullable<NetworkDescription['preset']>;
  /** MRAI of the iBGP sessions, ms (RFC 4271 section 9.2.1.1): 5000 with the preset `baseline`, else 0. */
  readonly mraiMs: number;
  readonly transport: 'mpls' | 'plain';
  readonly ospfArea: number;
  /** Names of the route reflectors; empty: full mesh. */
  readonly routeReflectors: readonly string[];
  readonly fourByteAs: boolean;
  /** Delay of what its routers send on every interface, which the lab emulates, ms. */
  readonly linkDelayMs: number;
  readonly timers: Timers;
  readonly bfd?: Bfd;
  readonly password?: SecretReference;
  readonly routers: readonly NetworkRouter[];
  readonly links: readonly Link[];
}

/** A router of a network. */
export interface NetworkRouter {
  readonly name: string;
  /** `isp-x/pe-1`. */
  readonly fullName: string;
  readonly path: string;
  readonly network: Network;
  readonly role: 'pe' | 'p';
  readonly dialect: Dialect;
  readonly routerId: string;
  readonly loopbacks: readonly InterfaceAddress[];
  /** Whether it takes part in iBGP: PE routers always, P routers where the transport is plain (they must know the VIPs then). */
  readonly speaksBgp: boolean;
}

/** One end of a backbone link. */
export interface LinkEnd {
  readonly router: NetworkRouter;
  readonly interface: string;
  readonly addresses: readonly InterfaceAddress[];
}

/** A backbone link. */
export interface Link {
  readonly path: string;
  readonly ends: readonly [LinkEnd, LinkEnd];
  /** One-way delay at each end that the lab emulates, ms. */
  readonly delayMs: number;
  /** OSPF cost. */
  readonly cost: number;
}

/** An exchange point: one shared LAN. */
export interface Exchange {
  readonly name: string;
  readonly path: string;
  readonly prefixes: readonly Prefix[];
  readonly members: readonly ExchangeMember[];
  readonly password?: SecretReference;
}

/** A router's port at an exchange. */
export interface ExchangeMember {
  /** Path in the description, such as `exchanges.ixp.members[0]`. */
  readonly path: string;
  /** Delay of what it sends there, which the lab emulates, ms. */
  readonly delayMs: number;
  readonly router: NetworkRouter;
  readonly interface: string;
  readonly addresses: readonly InterfaceAddress[];
}
