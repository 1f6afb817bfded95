import { milliseconds } from '../addresses/duration';
import { Prefix } from '../addresses/prefix';
import type { NetworkDescription } from '../description/network';
import type { Link, LinkEnd, Network, NetworkRouter } from '../model';
import { interfaceAddresses, loopbackAddresses, nthAddresses, routerIdOf } from './addresses';
import { interfaceName } from './interface-names';
import { listOf } from './lists';
import type { Plan } from './plan';
import type { Problems } from './problems';
import { bfdOf, timersOf } from './session-values';

/** MRAI that RFC 4271 section 10 suggests for iBGP, which the thesis used. */
const thesisMraiMs = 5000;
/** Hold time of iBGP sessions: BFD on the links sees losses, so it may be slow. */
const ibgpTimers = Object.freeze({ holdMs: 9000, keepaliveMs: 3000 });
/** FRR's own default would depend on the link speed; one number for all keeps paths predictable. */
const defaultCost = 10;

/** Derives a network. `place` is its position among the networks, which decides its part of the plan. */
export function deriveNetwork(
  name: string,
  description: NetworkDescription,
  place: number,
  plan: Plan,
  problems: Problems,
): Network {
  const path = `networks.${name}`;
  const bfd = bfdOf(description.bfd);
  const network: Network & { routers: readonly NetworkRouter[]; links: readonly Link[] } = {
    name,
    path,
    as: description.as,
    mraiMs: description.preset === 'thesis' ? thesisMraiMs : 0,
    transport: description.transport ?? 'plain',
    ospfArea: description.ospfArea ?? 0,
    routeReflectors: typeof description.ibgp === 'object' ? description.ibgp.routeReflectors : [],
    fourByteAs: description.fourByteAs ?? true,
    timers: timersOf(description.timers, ibgpTimers),
    linkDelayMs: description.linkDelay === undefined ? 0 : milliseconds(description.linkDelay),
    ...(bfd && { bfd }),
    ...(description.password !== undefined && { password: description.password }),
    routers: [],
    links: [],
  };
  const routers = deriveRouters(network, description, plan.network('loopbacks', place, path), problems);
  const linkBlocks = description.links?.length ? plan.network('links', place, path) : [];
  const links = deriveLinks(network, description, routers, { blocks: linkBlocks, plan, problems });
  Object.assign(network, { routers: Object.freeze(routers), links: Object.freeze(links) });
  return Object.freeze(network);
}

function deriveRouters(
  network: Network,
  description: NetworkDescription,
  blocks: readonly Prefix[],
  problems: Problems,
): NetworkRouter[] {
  return Object.entries(description.routers).map(([name, given], index) => {
    const detail = typeof given === 'string' ? { role: given } : given;
    const path = `${network.path}.routers.${name}`;
    const derived = nthAddresses(blocks, index + 1).map((entry) => entry.address);
    const texts = listOf('loopback' in detail ? detail.loopback : undefined);
    const loopbacks = loopbackAddresses(texts.length ? texts : derived);
    if (!loopbacks.length)
      problems.noAddress(`${path}.loopback`, `the loopback of ${network.name}/${name}`, 'Give `loopback`, or `plan.loopbacks`.');
    return Object.freeze({
      name,
      fullName: `${network.name}/${name}`,
      path,
      network,
      role: detail.role,
      dialect: ('dialect' in detail ? detail.dialect : undefined) ?? description.dialect ?? 'frr',
      routerId: routerIdOf('routerId' in detail ? detail.routerId : undefined, loopbacks),
      loopbacks: Object.freeze(loopbacks),
      speaksBgp: detail.role === 'pe' || network.transport === 'plain',
    });
  });
}

interface LinkSource {
  readonly blocks: readonly Prefix[];
  readonly plan: Plan;
  readonly problems: Problems;
}

function deriveLinks(
  network: Network,
  description: NetworkDescription,
  routers: readonly NetworkRouter[],
  source: LinkSource,
): Link[] {
  const byName = new Map(routers.map((router) => [router.name, router]));
  const parallel = new Map<string, number>();
  return (description.links ?? []).flatMap((given, index) => {
    const detail = Array.isArray(given) ? { ends: given } : given;
    const path = `${network.path}.links[${index}]`;
    const ends = detail.ends.map((end) => byName.get(end));
    detail.ends.forEach((end, side) => {
      if (!ends[side])
        source.problems.unknownReference(`${path}.ends[${side}]`, end, `router of ${network.name}`, [...byName.keys()]);
    });
    const [a, b] = ends;
    if (!a || !b) return [];
    const pair = [a.name, b.name].sort().join(' ');
    const copy = parallel.get(pair) ?? 0;
    parallel.set(pair, copy + 1);
    const addresses = linkAddresses(detail, index, path, source);
    const end = (router: NetworkRouter, far: NetworkRouter, side: 0 | 1): LinkEnd =>
      Object.freeze({
        router,
        interface:
          ('interfaces' in detail ? detail.interfaces?.[side] : undefined) ??
          interfaceName(`to-${far.name}${copy ? `-${copy + 1}` : ''}`),
        addresses: Object.freeze(addresses[side]),
      });
    const delay = 'delay' in detail ? detail.delay : undefined;
    return [
      Object.freeze({
        path,
        ends: Object.freeze([end(a, b, 0), end(b, a, 1)] as const),
        delayMs: delay === undefined ? network.linkDelayMs : milliseconds(delay),
        cost: ('cost' in detail ? detail.cost : undefined) ?? defaultCost,
      }),
    ];
  });
}

type LinkDetail = Exclude<NonNullable<NetworkDescription['links']>[number], readonly string[]>;

function linkAddresses(detail: LinkDetail, index: number, path: string, { blocks, plan, problems }: LinkSource) {
  if (detail.addresses) return [interfaceAddresses(detail.addresses[0]), interfaceAddresses(detail.addresses[1])] as const;
  const given = listOf(detail.prefix).map((text) => Prefix.parse(text));
  const prefixes = given.length
    ? given
    : blocks.flatMap((block) => plan.within(block, block.bits - 1, index, 'plan.links', path));
  if (!prefixes.length && !blocks.length)
    problems.noAddress(`${path}.prefix`, `the link ${detail.ends.join(' - ')}`, 'Give `prefix` or `addresses`, or `plan.links`.');
  // In a /31 or /127 both addresses serve (RFC 3021, RFC 6164); in a larger prefix the first is the network's own.
  const offset = (prefix: Prefix) => (prefix.bits - prefix.length > 1 ? 1 : 0);
  return [
    prefixes.flatMap((prefix) => nthAddresses([prefix], offset(prefix))),
    prefixes.flatMap((prefix) => nthAddresses([prefix], offset(prefix) + 1)),
  ] as const;
}
