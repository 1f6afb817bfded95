import { baseline, oldBaseline } from '../../contract/baseline';
import { milliseconds } from '../../contract/durations';
import { Prefix } from '../addresses/prefix';
import type { NetworkDescription } from '../description/network';
import type { Network } from '../model';
import { completed, interfaceAddresses, loopbackAddresses, nthAddresses, nthLoopbacks, routerIdOf } from './addresses';
import { interfaceName } from './interface-names';
import { listOf } from './lists';
import type { Plan } from './plan';
import type { Problems } from './problems';
import { bfdOf, timersOf } from './session-values';
import { wholeNetwork } from './whole-network';
import type { LinkEndPart, LinkPart, NetworkOutline, RouterPart } from './whole-network';

/** MRAI that RFC 4271 section 10 suggests for iBGP. */
const baselineMraiMs = 5000;
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
  const outline: NetworkOutline = {
    name,
    path,
    as: description.as,
    preset: description.preset ?? 'fast',
    mraiMs: description.preset === baseline || description.preset === oldBaseline ? baselineMraiMs : 0,
    transport: description.transport ?? 'plain',
    ospfArea: description.ospfArea ?? 0,
    routeReflectors: Object.freeze(typeof description.ibgp === 'object' ? [...description.ibgp.routeReflectors] : []),
    fourByteAs: description.fourByteAs ?? true,
    timers: timersOf(description.timers, ibgpTimers),
    linkDelayMs: description.linkDelay === undefined ? 0 : milliseconds(description.linkDelay),
    ...(bfd && { bfd }),
    ...(description.password !== undefined && { password: description.password }),
  };
  const routers = deriveRouters(outline, description, place, plan, problems);
  const planned = description.links?.some((link) => Array.isArray(link) || (link.prefix ?? link.addresses) === undefined);
  const linkBlocks = planned ? plan.network('links', place, path) : [];
  const links = deriveLinks(outline, description, routers, { blocks: linkBlocks, plan, problems });
  return wholeNetwork(outline, { routers, links });
}

function deriveRouters(
  network: NetworkOutline,
  description: NetworkDescription,
  place: number,
  plan: Plan,
  problems: Problems,
): RouterPart[] {
  const loopbackOf = (given: NetworkDescription['routers'][string]) =>
    listOf(typeof given === 'object' ? given.loopback : undefined);
  const planned = Object.values(description.routers).some((given) => plan.adds('loopbacks', loopbackOf(given)));
  const blocks = planned ? plan.network('loopbacks', place, network.path) : [];
  return Object.entries(description.routers).map(([name, given], index) => {
    const detail = typeof given === 'string' ? { role: given } : given;
    const path = `${network.path}.routers.${name}`;
    // A loopback is a network of its own: any address of the block serves, and the first has always been left.
    const derived = nthLoopbacks(blocks, index + 1);
    const loopbacks = completed(loopbackAddresses(loopbackOf(given)), derived);
    if (!loopbacks.length && !plan.has('loopbacks'))
      problems.noAddress(`${path}.loopback`, `the loopback of ${network.name}/${name}`, 'Give `loopback`, or `plan.loopbacks`.');
    else if (derived.length < blocks.length && plan.adds('loopbacks', loopbackOf(given)))
      problems.planTooSmall(
        path,
        index + 1,
        `The plan has ${blocks.join(' and ')} for the loopbacks of ${network.name}, and this is router number ${index + 1}.`,
        'Enlarge `plan.loopbacks`, or give the router its `loopback`.',
      );
    return {
      name,
      fullName: `${network.name}/${name}`,
      path,
      role: detail.role,
      dialect: ('dialect' in detail ? detail.dialect : undefined) ?? description.dialect ?? 'frr',
      routerId: routerIdOf('routerId' in detail ? detail.routerId : undefined, loopbacks),
      loopbacks: Object.freeze(loopbacks),
      speaksBgp: detail.role === 'pe' || network.transport === 'plain',
    };
  });
}

interface LinkSource {
  readonly blocks: readonly Prefix[];
  readonly plan: Plan;
  readonly problems: Problems;
}

function deriveLinks(
  network: NetworkOutline,
  description: NetworkDescription,
  routers: readonly RouterPart[],
  source: LinkSource,
): LinkPart[] {
  const byName = new Map(routers.map((router) => [router.name, router]));
  const parallel = new Map<string, number>();
  return (description.links ?? []).flatMap((given, index): LinkPart[] => {
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
    const end = (router: RouterPart, far: RouterPart, side: 0 | 1): LinkEndPart => ({
      router,
      interface:
        ('interfaces' in detail ? detail.interfaces?.[side] : undefined) ??
        // No name has an underscore: a second link never takes the name of the link to another router.
        interfaceName(`to-${far.name}${copy ? `_${copy + 1}` : ''}`),
      addresses: Object.freeze(addresses[side]),
    });
    const delay = 'delay' in detail ? detail.delay : undefined;
    return [
      {
        path,
        ends: [end(a, b, 0), end(b, a, 1)],
        delayMs: delay === undefined ? network.linkDelayMs : milliseconds(delay),
        cost: ('cost' in detail ? detail.cost : undefined) ?? defaultCost,
      },
    ];
  });
}

type LinkDetail = Exclude<NonNullable<NetworkDescription['links']>[number], readonly string[]>;

function linkAddresses(detail: LinkDetail, index: number, path: string, { blocks, plan, problems }: LinkSource) {
  if (detail.addresses) return [interfaceAddresses(detail.addresses[0]), interfaceAddresses(detail.addresses[1])] as const;
  const given = listOf(detail.prefix).map((text) => Prefix.parse(text));
  const prefixes = given.length
    ? given
    : blocks.flatMap((block) =>
        plan.within(block, block.bits - 1, index, {
          path,
          what: 'links of a network',
          remedy: 'Enlarge `plan.links`, or give the link `prefix` or `addresses`.',
        }),
      );
  if (!prefixes.length && !plan.has('links'))
    problems.noAddress(`${path}.prefix`, `the link ${detail.ends.join(' - ')}`, 'Give `prefix` or `addresses`, or `plan.links`.');
  return [nthAddresses(prefixes, 1), nthAddresses(prefixes, 2)] as const;
}
