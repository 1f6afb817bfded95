import type { Family } from '../addresses/address';
import type { BorderRouter, Host, Network, NetworkRouter, Site } from '../model';
import type { Igp } from './igp';
import { addressIn, isBorder } from './route';
import type { Route, Speaker } from './route';

/** A neighbor that a router forwards to. */
export interface NextHop {
  /** Full name of the router or host. */
  readonly router: string;
  /** Own interface. */
  readonly interface: string;
  /** The neighbor's address; absent inside a network, where OSPF chooses it. */
  readonly address?: string;
}

/** Where packets end. */
export type Outcome =
  | { readonly kind: 'hosts'; readonly site: Site; readonly hosts: readonly Host[] }
  | { readonly kind: 'network'; readonly border: BorderRouter }
  | { readonly kind: 'lost'; readonly why: string };

/** What packets are forwarded to. */
export interface Target {
  /** In words, for what is lost. */
  readonly name: string;
  readonly best: (speaker: Speaker) => Route | undefined;
  /** What a border does without BGP: `hosts` of its own as the last resort, or the network itself at its interface. */
  readonly local: (border: BorderRouter) => Outcome | undefined;
  readonly igp: (network: Network) => Igp;
}

/** Where everything ends that is sent from a border: more than one place only where routers of a network share load by OSPF. */
export function outcomesFrom(start: BorderRouter, target: Target): Outcome[] {
  const outcomes: Outcome[] = [];
  const done = new Set<Speaker>();
  const walk = (at: Speaker, before: ReadonlySet<Speaker>, from?: Speaker) => {
    if (before.has(at)) {
      outcomes.push({ kind: 'lost', why: `a loop at ${at.fullName}` });
      return;
    }
    if (done.has(at)) return;
    done.add(at);
    const here = stepAt(at, target, from);
    if ('kind' in here) outcomes.push(here);
    else for (const next of here) walk(next, new Set([...before, at]), at);
  };
  walk(start, new Set());
  return outcomes;
}

/** Where a router sends packets, or where they end. */
function stepAt(at: Speaker, target: Target, from: Speaker | undefined): readonly Speaker[] | Outcome {
  const route = target.best(at);
  if (isBorder(at)) {
    if (route?.learned === 'hosts') return { kind: 'hosts', site: at.site, hosts: route.hosts ?? [] };
    const local = target.local(at);
    // An attached network is always nearest. The last resort is not for what other borders or hosts have sent over the LAN.
    const serves = local && (local.kind === 'network' || (!route && !(from && isBorder(from))));
    if (serves) return local;
  }
  if (!route?.channel) return { kind: 'lost', why: `${at.fullName} has no route to ${target.name}` };
  if (isBorder(at) || route.learned !== 'ibgp') return [route.channel.from];
  const exit = exitOf(route);
  if (!exit) return [route.channel.from];
  if (at.network.transport === 'mpls') return [exit];
  const hops = target.igp(at.network).nextHops(at, exit);
  return hops.length ? hops.map(({ router }) => router) : { kind: 'lost', why: `${at.fullName} has no way to ${exit.fullName}` };
}

/** The router of a network where traffic of a route leaves it; undefined for other routes. */
export function exitOf({ exit }: Route): NetworkRouter | undefined {
  return exit && !isBorder(exit) ? exit : undefined;
}

/** What the kernel of a router is to forward by. */
export function nextHopsOf(at: Speaker, family: Family, route: Route, igp: (network: Network) => Igp): NextHop[] {
  if (isBorder(at) && route.hosts) return hopsToHosts(at, family, route.hosts);
  const exit = exitOf(route);
  if (!isBorder(at) && exit)
    return igp(at.network)
      .nextHops(at, exit)
      .map((next) => ({ router: next.router.fullName, interface: next.interface }));
  const { channel } = route;
  if (!channel) return [];
  return [{ router: channel.from.fullName, interface: channel.interface ?? '', address: channel.neighbor }];
}

/** Next hops of a border to hosts of its site. */
export function hopsToHosts({ lanInterface }: BorderRouter, family: Family, hosts: readonly Host[]): NextHop[] {
  return hosts.flatMap((host) => {
    const address = addressIn(host.addresses, family);
    return address === undefined ? [] : [{ router: host.fullName, interface: lanInterface, address }];
  });
}
