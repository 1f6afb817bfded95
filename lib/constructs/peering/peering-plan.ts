import { familyOf } from '../../fleet/addresses/address';
import type { Family } from '../../fleet/addresses/address';
import { bfdOf, timersOf } from '../../fleet/derive/session-values';
import { ofFamily } from '../../fleet/model';
import type { Bfd, FleetModel, Host, MetalLB, Site, Timers } from '../../fleet/model';
import type { MetalLBPeeringText } from './metallb-peering-props';

/** A BGP session of the speakers with one address of a border router. */
export interface PlannedPeer {
  readonly name: string;
  readonly address: string;
  readonly hostAs: number;
  /** The nodes that hold it; absent: all. */
  readonly hosts?: readonly string[];
  /** The address it comes from; absent: what the routes of the node choose. */
  readonly sourceAddress?: string;
}

/** What a MetalLBPeering renders, from its properties and the site together. */
export interface PeeringPlan {
  readonly mode: MetalLB['mode'];
  readonly pools: readonly { readonly name: string; readonly addresses: readonly string[] }[];
  readonly siteAs?: number;
  readonly peers: readonly PlannedPeer[];
  /** Names of the nodes that announce. */
  readonly hosts: readonly string[];
  readonly timers: Timers;
  /** BFD by MetalLB itself. */
  readonly bfd?: Bfd;
  readonly passwordSecret?: string;
  readonly gracefulRestart: boolean;
  readonly localAS?: number;
}

/** Joins what was given with what the site says; what was given wins. */
export function peeringPlan(props: MetalLBPeeringText, site: Site | undefined, fleet: FleetModel | undefined): PeeringPlan {
  const mode = props.mode ?? site?.metallb.mode ?? 'native';
  const siteAs = props.siteAs ?? site?.as;
  const passwordSecret = props.passwordSecret ?? (site?.hostPassword === undefined ? undefined : site.hostPasswordSecret);
  const bfd = mode === 'native' ? undefined : ownBfd(props, site);
  return {
    mode,
    pools: pools(props, fleet, mode),
    ...(siteAs !== undefined && { siteAs }),
    peers: peers(props, site, mode),
    hosts: props.hosts ?? site?.hosts.map((host) => host.nodeName) ?? [],
    timers: timersOf(props.timers, site?.timers),
    ...(bfd && { bfd }),
    ...(passwordSecret !== undefined && { passwordSecret }),
    gracefulRestart: site?.metallb.gracefulRestart ?? false,
    ...(site?.metallb.localAS !== undefined && { localAS: site.metallb.localAS }),
  };
}

function ownBfd(props: MetalLBPeeringText, site: Site | undefined): Bfd | undefined {
  if (props.bfd !== undefined || !site) return bfdOf(props.bfd);
  return site.metallb.bfdProfile ? site.bfd : undefined;
}

/** Native mode refuses an advertisement that selects an IPv6 pool, so such addresses stay out there. */
function pools(props: MetalLBPeeringText, fleet: FleetModel | undefined, mode: MetalLB['mode']): PeeringPlan['pools'] {
  const given = props.pools
    ? Object.entries(props.pools).map(([name, addresses]) => ({ name, addresses }))
    : (fleet?.pools ?? []).map((pool) => ({ name: pool.name, addresses: pool.blocks.map((block) => block.text) }));
  return given
    .map(({ name, addresses }) => ({ name, addresses: addresses.filter((text) => mode !== 'native' || familyOf(text) === 4) }))
    .filter(({ addresses }) => addresses.length > 0);
}

function peers(props: MetalLBPeeringText, site: Site | undefined, mode: MetalLB['mode']): PlannedPeer[] {
  const routers =
    props.peers ??
    (site?.borders ?? []).flatMap((border) =>
      border.lan.map(({ family, address }) => ({ name: peerName(border.name, family), address })),
    );
  const own = site && comesFromHosts(site, mode) ? site.hosts.filter((host) => announces(host, props)) : undefined;
  const speakers = own ? [] : hostsByAs(props, site);
  return routers
    .filter(({ address }) => mode !== 'native' || familyOf(address) === 4)
    .flatMap(({ name, address }) => [
      ...speakers.map(({ hostAs, hosts }) =>
        hosts ? { name: `${name}-as${hostAs}`, address, hostAs, hosts } : { name, address, hostAs },
      ),
      ...(own ?? []).flatMap((host) => fromHost(host, { name, address, hostAs: props.hostAs ?? host.as })),
    ]);
}

/** Whether each host has sessions of its own, by its address. */
function comesFromHosts({ metallb }: Site, mode: MetalLB['mode']): boolean {
  return metallb.sourceAddress === 'host' && mode !== 'frr-k8s';
}

/** Whether the sessions of a host are told apart from those of others, so that the fleet must know it. */
export function tellsHostsApart(props: MetalLBPeeringText, site: Site, mode: MetalLB['mode']): boolean {
  return comesFromHosts(site, mode) || (props.hostAs === undefined && systemsOf(site).length > 1);
}

/** Whether a host of the site is one of those that announce. */
function announces({ nodeName }: Host, { hosts }: MetalLBPeeringText): boolean {
  return hosts?.includes(nodeName) ?? true;
}

/** The AS numbers of a site's hosts. */
function systemsOf(site: Site): number[] {
  return [...new Set(site.hosts.map((host) => host.as))];
}

/** A session that one host holds, from its address; none where it has no address of the family. No name of a border has a dot. */
function fromHost(host: Host, peer: PlannedPeer): PlannedPeer[] {
  const source = ofFamily(host.addresses, familyOf(peer.address));
  return source ? [{ ...peer, name: `${peer.name}.${host.name}`, hosts: [host.nodeName], sourceAddress: source.address }] : [];
}

/**
 * Name of the BGPPeer of a border router: its own, with `-v6` behind it for IPv6. A border that is called so itself (`border-1-v6`) has
 * another ending for IPv4, which no border can have.
 */
function peerName(border: string, family: Family): string {
  const six = '-v6';
  return family === 6 ? `${border}${six}` : border.endsWith(six) ? `${border}.v4` : border;
}

/** One entry where all hosts of the site share an AS, else one an AS with those of its hosts that announce. */
function hostsByAs(props: MetalLBPeeringText, site: Site | undefined): { hostAs: number; hosts?: string[] }[] {
  if (props.hostAs !== undefined || !site) return props.hostAs === undefined ? [] : [{ hostAs: props.hostAs }];
  const numbers = systemsOf(site);
  if (numbers.length < 2) return [{ hostAs: numbers[0] ?? site.hostAs }];
  const announcing = site.hosts.filter((host) => announces(host, props));
  return numbers
    .map((hostAs) => ({ hostAs, hosts: announcing.filter((host) => host.as === hostAs).map((host) => host.nodeName) }))
    .filter(({ hosts }) => hosts.length > 0);
}
