import type { BestPath, Fleet, Forwarding, Prediction, Session } from 'anycast-mec';
import { kernelTable } from '../routers/kernel';
import type { Family, KernelRoute, RunningRouter } from '../routers/running-router';
import type { Expectation } from '../model/expectation';

type Routers = ReadonlyMap<string, RunningRouter>;

/** State as `states` gives it of every session at each end that is a router. */
async function stateDifferences(
  sessions: readonly Session[],
  router: RunningRouter,
  states: (router: RunningRouter) => Promise<Map<string, string>>,
  isRight: (state: string, session: Session) => boolean,
): Promise<string[]> {
  const seen = await states(router);
  return sessions.flatMap((session) => {
    const [one, other] = session.ends;
    return [[one, other] as const, [other, one] as const].flatMap(([mine, theirs]) => {
      if (mine.router !== router.name) return [];
      const state = seen.get(theirs.address) ?? 'no session';
      return isRight(state, session) ? [] : [`${mine.router} to ${theirs.router} ${theirs.address}: ${state}`];
    });
  });
}

/** Looks at every router at the same time; one that cannot be asked is a difference. */
async function ofAll(routers: Iterable<RunningRouter>, look: (router: RunningRouter) => Promise<string[]>): Promise<string[]> {
  const asked = [...routers].map((router) =>
    look(router).catch((error: unknown) => [`${router.name}: ${error instanceof Error ? error.message : String(error)}`]),
  );
  return (await Promise.all(asked)).flat();
}

/**
 * Every BGP session that is predicted is established, and no other.
 *
 * @param prediction @default - that of the undisturbed fleet
 */
export function sessionsExpectation(fleet: Fleet, routers: Routers, prediction: Prediction = fleet.predict()): Expectation {
  const { sessions } = fleet;
  const ends = ({ ends: [a, b] }: Session) => `${a.router} ${a.address} ${b.address}`;
  const established = new Set(prediction.sessions().map(ends));
  const isRight = (state: string, session: Session) => (state === 'Established') === established.has(ends(session));
  return {
    name: 'sessions Established',
    check: () => ofAll(running(routers), (router) => stateDifferences(sessions, router, (one) => one.sessions(), isRight)),
  };
}

/** BFD is up wherever the fleet asks for it. */
export function bfdExpectation(fleet: Fleet, routers: Routers): Expectation {
  const sessions = fleet.sessions.filter((session) => session.bfd);
  return {
    name: 'BFD Up',
    check: () =>
      ofAll(routers.values(), (router) =>
        stateDifferences(
          sessions,
          router,
          (one) => one.bfd(),
          (state) => state === 'up',
        ),
      ),
  };
}

/** Routers that have power. */
function running(routers: Routers): RunningRouter[] {
  return [...routers.values()].filter((router) => router.node.initPid !== undefined);
}

/** Entries by router and by the prefix of each VIP that they are about. */
function byVip<T extends { readonly router: string; readonly family: Family }>(
  fleet: Fleet,
  of: (service: string) => readonly T[],
): Map<string, Map<string, T>> {
  const wanted = new Map<string, Map<string, T>>();
  for (const { name, vips } of fleet.services) {
    for (const entry of of(name)) {
      const known = wanted.get(entry.router) ?? new Map<string, T>();
      wanted.set(entry.router, known);
      for (const vip of vips) if (vip.family === entry.family) known.set(prefixOf(vip), entry);
    }
  }
  return wanted;
}

function prefixOf({ address, family }: { readonly address: string; readonly family: Family }): string {
  return `${address}/${family === 6 ? 128 : 32}`;
}

function prefixesOf(fleet: Fleet): string[] {
  return fleet.services.flatMap(({ vips }) => vips.map(prefixOf));
}

/** BGP next hops that are right for a path: of the own hosts any, else the neighbor's address on the session, or the exit's loopback. */
function bgpNextHops(fleet: Fleet, sessions: readonly Session[], { router, family, learned, site, from }: BestPath): string[] {
  if (learned === 'hosts') {
    const hosts = fleet.site(site).hosts.flatMap((host) => host.addresses);
    return hosts.filter((entry) => entry.family === family).map((entry) => entry.address);
  }
  const neighbors = sessions
    .filter((session) => session.family === family)
    .flatMap(({ ends: [a, b] }) => [
      ...(a.router === router && b.router === from ? [b.address] : []),
      ...(b.router === router && a.router === from ? [a.address] : []),
    ]);
  const loopbacks = fleet.networks
    .flatMap((network) => network.routers)
    .filter((candidate) => candidate.fullName === from)
    .flatMap((candidate) => candidate.loopbacks.filter((entry) => entry.family === family).map((entry) => entry.address));
  return learned === 'ibgp' && loopbacks.length ? loopbacks : neighbors;
}

/**
 * Every router has selected the path to each VIP that is predicted, and none where none is.
 *
 * @param prediction @default - that of the undisturbed fleet
 */
export function bestPathExpectation(fleet: Fleet, routers: Routers, prediction: Prediction = fleet.predict()): Expectation {
  const wanted = byVip(fleet, (service) => prediction.bestPaths(service));
  const { sessions } = fleet;
  const look = async (router: RunningRouter) => {
    const list = prefixesOf(fleet).map(async (prefix) => {
      const path = wanted.get(router.name)?.get(prefix);
      const hops = path ? bgpNextHops(fleet, sessions, path) : [];
      const expected = path ? `${path.asPath.join(' ')} by ${hops.join(' or ')} (${path.site})` : 'none';
      const best = await router.bestPath(prefix);
      const seen = best ? `${best.asPath.join(' ')} by ${best.nextHop}` : 'none';
      const right = path ? best?.asPath.join() === path.asPath.join() && hops.includes(best.nextHop) : !best;
      return right ? [] : [`${router.name}: the best path to ${prefix} is ${seen}; expected ${expected}`];
    });
    return (await Promise.all(list)).flat();
  };
  return { name: 'best paths of the VIPs', check: () => ofAll(running(routers), look) };
}

/**
 * The kernel of every router forwards each VIP as predicted: at the border of hosts to all of them, and on every equally long way inside
 * a network.
 *
 * @param prediction @default - that of the undisturbed fleet
 */
export function fibExpectation(fleet: Fleet, routers: Routers, prediction: Prediction = fleet.predict()): Expectation {
  const wanted = byVip(fleet, (service) => prediction.forwarding(service));
  const look = async (router: RunningRouter) => {
    const table = await kernelTable(router.node);
    return prefixesOf(fleet).flatMap((prefix) => {
      const route = table.get(prefix)?.find(({ protocol }) => ['bgp', 'bird', 'static'].includes(protocol));
      const expected = wanted.get(router.name)?.get(prefix);
      const right = expected ? route !== undefined && forwardsTo(route, expected) : !route;
      const hops = expected?.nextHops.map((hop) => hop.address ?? hop.interface).join(', ');
      return right
        ? []
        : [`${router.name}: the kernel sends ${prefix} ${route ? hopText(route) : 'nowhere'}; expected ${hops ?? 'nowhere'}`];
    });
  };
  return { name: 'kernel FIB', check: () => ofAll(running(routers), look) };
}

/**
 * Whether a route of the kernel has exactly these next hops. A link-local address tells no neighbor (FRR takes it of the two that an eBGP
 * neighbor sends in IPv6), so its interface has to do.
 */
function forwardsTo({ hops }: KernelRoute, { nextHops }: Forwarding): boolean {
  const isTheSame = (hop: KernelRoute['hops'][number], wanted: Forwarding['nextHops'][number]) =>
    hop.device === wanted.interface &&
    (wanted.address === undefined || hop.via === wanted.address || (hop.via?.startsWith('fe80:') ?? false));
  return (
    hops.length === nextHops.length &&
    nextHops.every((wanted) => hops.some((hop) => isTheSame(hop, wanted))) &&
    hops.every((hop) => nextHops.some((wanted) => isTheSame(hop, wanted)))
  );
}

function hopText({ hops }: KernelRoute): string {
  return hops.map(({ via, device }) => (via === undefined ? `to ${device}` : `to ${via}`)).join(', ') || 'nowhere';
}
