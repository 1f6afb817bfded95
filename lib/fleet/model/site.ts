import type { Prefix } from '../addresses/prefix';
import type { InterfaceAddress } from './address';
import type { Dialect, NetworkRouter } from './network';
import type { Service } from './service';
import type { Bfd, SecretReference, Timers } from './session';

/** How MetalLB runs at a site. */
export interface MetalLB {
  readonly mode: 'native' | 'frr' | 'frr-k8s';
  readonly bfdProfile: boolean;
  readonly gracefulRestart: boolean;
  /** Delay that the mode holds back every change, ms: 0 in native mode. */
  readonly debounceMs: number;
  /** Sessions come from the address that the fleet has of each host; absent: from the one that the host's routes choose. */
  readonly sourceAddress?: 'host';
  readonly localAS?: number;
  readonly ignoreExcludeLB: boolean;
}

/** A site: a Kubernetes cluster behind its own border routers. */
export interface Site {
  readonly name: string;
  /** Path in the description, such as `sites.mec-1`. */
  readonly path: string;
  readonly kind: 'mec' | 'cloud';
  /** Its place in the plan. */
  readonly number: number;
  readonly as: number;
  readonly flavour: 'kubeadm' | 'k3s' | 'kubeedge';
  readonly metallb: MetalLB;
  readonly servicelb: boolean;
  readonly hostAs: number;
  readonly hostPassword?: SecretReference;
  /** Name of the Secret in the MetalLB namespace that holds the same password. */
  readonly hostPasswordSecret: string;
  /** Most prefixes a border accepts from one host. */
  readonly hostMaxPrefix: number;
  readonly timers: Timers;
  /** BFD between hosts and borders; absent where off. */
  readonly bfd?: Bfd;
  /**
   * Which sources its hosts may send from, and the site over its uplinks: strict, its own alone; loose, any with a route. Strict loses what a
   * host or border sends back on its way while a VIP moves.
   */
  readonly sourceCheck: 'loose' | 'strict';
  /** Longest failover promised, ms; absent: nothing promised. */
  readonly promiseMs?: number;
  /** Host network(s): one LAN that holds hosts and borders. */
  readonly lan: readonly Prefix[];
  /** Default gateway of the hosts, one a family: virtual where the site has several borders, else the border's own address. */
  readonly gateway: readonly InterfaceAddress[];
  readonly pods: readonly Prefix[];
  readonly serviceRange: readonly Prefix[];
  readonly borders: readonly BorderRouter[];
  readonly uplinks: readonly Uplink[];
  readonly hosts: readonly Host[];
  readonly clients: readonly ClientNetwork[];
  /** The services that it serves. */
  readonly services: readonly Service[];
}

/** A border router of a site. */
export interface BorderRouter {
  readonly name: string;
  /** `mec-1/border-1`. */
  readonly fullName: string;
  readonly path: string;
  readonly site: Site;
  readonly dialect: Dialect;
  readonly routerId: string;
  readonly loopbacks: readonly InterfaceAddress[];
  /** Its addresses in the host network. */
  readonly lan: readonly InterfaceAddress[];
  readonly lanInterface: string;
  readonly uplinks: readonly Uplink[];
}

/** The link and BGP session(s) between a border router and a PE. */
export interface Uplink {
  /** `mec-1/border-1--isp-x/pe-1`. */
  readonly name: string;
  readonly path: string;
  readonly site: Site;
  readonly border: BorderRouter;
  readonly pe: NetworkRouter;
  /** Interface addresses of the border, one a family. */
  readonly borderAddresses: readonly InterfaceAddress[];
  /** Interface addresses of the PE, one a family. */
  readonly peAddresses: readonly InterfaceAddress[];
  readonly borderInterface: string;
  readonly peInterface: string;
  readonly password?: SecretReference;
  readonly bfd?: Bfd;
  readonly gtsm: boolean;
  readonly gshut: boolean;
  readonly asOverride: boolean;
  readonly allowAsIn: boolean;
  /** Most prefixes the PE accepts. */
  readonly maxPrefix: number;
  readonly timers: Timers;
  /** Delay of what the PE sends to the border, which the lab emulates, ms. */
  readonly delayMs: number;
}

/** A host: a Kubernetes node that runs a MetalLB speaker. */
export interface Host {
  readonly name: string;
  /** `mec-1/host-1`. */
  readonly fullName: string;
  /** Name of its Kubernetes node. */
  readonly nodeName: string;
  readonly path: string;
  readonly site: Site;
  /** AS that its MetalLB speaker runs in. */
  readonly as: number;
  /** AS that it shows the borders: `metallb.localAS` in frr mode, where MetalLB replaces its own by that one, else `as`. */
  readonly sessionAs: number;
  readonly addresses: readonly InterfaceAddress[];
}

/** Where clients enter: a network on the borders of a site. */
export interface ClientNetwork {
  readonly name: string;
  readonly path: string;
  readonly site: Site;
  readonly interface: string;
  readonly prefixes: readonly Prefix[];
  /** Default gateway of the clients, one a family: virtual where the site has several borders, else the border's own address. */
  readonly gateway: readonly InterfaceAddress[];
}

/** A network whose devices send by a gateway: that of the hosts of a site, or a client network. */
export type ServedNetwork = Site | ClientNetwork;

/** Whether the gateways of a site are virtual: shared by borders, of which one at a time has them (VRRP, RFC 5798). */
export function hasVirtualGateway(site: Site): boolean {
  return site.borders.length > 1;
}

/**
 * Whether a drain (GRACEFUL_SHUTDOWN, RFC 8326) moves traffic away from a site: only where every uplink honours it. With one that does not,
 * its PE goes on to prefer the site while the border would prefer other sites, and each of them wins who is first (a "wedgie", RFC 4264).
 * So the borders of such a site take the mark off what their hosts send, and nothing moves until the VIP is withdrawn.
 */
export function honoursDrain({ uplinks }: Site): boolean {
  return uplinks.every(({ gshut }) => gshut);
}

/** The number of a site in its site of origin, which has 16 bits (RFC 4360 section 5). */
export function originNumber({ number }: Site): number {
  return number % 65_536;
}

/** The address of a border router in a client network: the border's place in the site, counted from 1. */
export function clientAddress(client: ClientNetwork, border: BorderRouter): InterfaceAddress[] {
  const place = client.site.borders.indexOf(border) + 1;
  return client.prefixes.flatMap((prefix) => {
    const address = prefix.usable(place);
    return address === undefined ? [] : [{ family: prefix.family, address, prefix }];
  });
}
