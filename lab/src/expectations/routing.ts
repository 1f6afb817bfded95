import type { BestPath, Fleet, Session } from 'anycast-mec';
import { kernelTable } from '../routers/kernel';
import type { KernelRoute, RunningRouter } from '../routers/running-router';
import type { Expectation } from './expectation';

type Routers = ReadonlyMap<string, RunningRouter>;

/** State as `states` gives it of every session at each end that is a router. */
async function stateDifferences(
  sessions: readonly Session[],
  router: RunningRouter,
  states: (router: RunningRouter) => Promise<Map<string, string>>,
  wanted: string,
): Promise<string[]> {
  const seen = await states(router);
  return sessions.flatMap(({ ends: [one, other] }) =>
    [[one, other] as const, [other, one] as const].flatMap(([mine, theirs]) => {
      if (mine.router !== router.name) return [];
      const state = seen.get(theirs.address) ?? 'no session';
      return state === wanted ? [] : [`${mine.router} to ${theirs.router} ${theirs.address}: ${state}`];
    }),
  );
}

/** Looks at every router at the same time; one that cannot be asked is a difference. */
async function ofAll(routers: Iterable<RunningRouter>, look: (router: RunningRouter) => Promise<string[]>): Promise<string[]> {
  const asked = [...routers].map((router) =>
    look(router).catch((error: unknown) => [`${router.name}: ${error instanceof Error ? error.message : String(error)}`]),
  );
  return (await Promise.all(asked)).flat();
}

/** Every BGP session that the fleet predicts is established. */
export function sessionsExpectation(fleet: Fleet, routers: Routers): Expectation {
  const { sessions } = fleet;
  return {
    name: 'sessions Established',
    check: () => ofAll(routers.values(), (router) => stateDifferences(sessions, router, (one) => one.sessions(), 'Established')),
  };
}

/** BFD is up wherever the fleet asks for it. */
export function bfdExpectation(fleet: Fleet, routers: Routers): Expectation {
  const sessions = fleet.sessions.filter((session) => session.bfd);
  return {
    name: 'BFD Up',
    check: () => ofAll(routers.values(), (router) => stateDifferences(sessions, router, (one) => one.bfd(), 'up')),
  };
}

/** A VIP, and how a router is to reach it. */
interface Wanted {
  readonly prefix: string;
  readonly path: BestPath;
  /** Next hops that are right; empty: any. */
  readonly hops: readonly string[];
}

/** What each router is to select and to forward by while these sites announce. @param announcing @default - all */
function wantedOf(fleet: Fleet, announcing?: readonly string[]): Map<string, Wanted[]> {
  const wanted = new Map<string, Wanted[]>();
  const { sessions } = fleet;
  const hosts = new Map(fleet.sites.map((site) => [site.name, site.hosts.flatMap((host) => host.addresses)]));
  for (const service of fleet.services) {
    const serving = service.siteNames.filter((name) => announcing?.includes(name) ?? true);
    for (const path of fleet.bestPaths(service.name, serving)) {
      for (const { family, address } of service.vips.filter((vip) => vip.family === path.family)) {
        const prefix = `${address}/${family === 6 ? 128 : 32}`;
        const ofFamily = (hosts.get(path.site) ?? []).filter((entry) => entry.family === family).map((entry) => entry.address);
        const neighbors = sessions
          .filter((session) => session.family === family)
          .flatMap(({ ends: [a, b] }) => [
            ...(a.router === path.router && b.router === path.from ? [b.address] : []),
            ...(b.router === path.router && a.router === path.from ? [a.address] : []),
          ]);
        const hops = path.learned === 'hosts' ? ofFamily : path.learned === 'ebgp' ? neighbors : [];
        wanted.set(path.router, [...(wanted.get(path.router) ?? []), { prefix, path, hops }]);
      }
    }
  }
  return wanted;
}

/** Every router that speaks BGP has selected the path to each VIP that the fleet predicts. @param announcing @default - all sites */
export function bestPathExpectation(fleet: Fleet, routers: Routers, announcing?: readonly string[]): Expectation {
  const wanted = wantedOf(fleet, announcing);
  const look = async (router: RunningRouter) => {
    const list = (wanted.get(router.name) ?? []).map(async ({ prefix, path, hops }) => {
      const best = await router.bestPath(prefix);
      const expected = `${path.asPath.join(' ')}${hops.length ? ` by ${hops.join(' or ')}` : ''} (${path.site})`;
      if (!best) return [`${router.name}: no path to ${prefix}; expected ${expected}`];
      const right = best.asPath.join() === path.asPath.join() && (!hops.length || hops.includes(best.nextHop));
      return right
        ? []
        : [`${router.name}: the best path to ${prefix} is ${best.asPath.join(' ')} by ${best.nextHop}; expected ${expected}`];
    });
    return (await Promise.all(list)).flat();
  };
  return { name: 'best paths of the VIPs', check: () => ofAll(withPaths(routers, wanted), look) };
}

/** The kernel of every router that speaks BGP forwards each VIP as predicted: at the border of hosts to all of them. */
export function fibExpectation(fleet: Fleet, routers: Routers, announcing?: readonly string[]): Expectation {
  const wanted = wantedOf(fleet, announcing);
  const look = async (router: RunningRouter) => {
    const list = wanted.get(router.name) ?? [];
    const table = await kernelTable(router.node);
    return list.flatMap(({ prefix, path, hops }) => {
      const route = table.get(prefix)?.find(({ protocol }) => protocol === 'bgp' || protocol === 'bird');
      if (!route) return [`${router.name}: the kernel has no route of BGP to ${prefix}`];
      const vias = route.hops.flatMap(({ via }) => via ?? []);
      const right = path.learned === 'hosts' ? sameMembers(vias, hops) : !hops.length || vias.some((via) => hops.includes(via));
      return right ? [] : [`${router.name}: the kernel sends ${prefix} ${hopText(route)}; expected ${hops.join(', ')}`];
    });
  };
  return { name: 'kernel FIB', check: () => ofAll(withPaths(routers, wanted), look) };
}

function withPaths(routers: Routers, wanted: ReadonlyMap<string, unknown>): RunningRouter[] {
  return [...routers.values()].filter((router) => wanted.has(router.name));
}

function sameMembers(one: readonly string[], other: readonly string[]): boolean {
  return [...one].sort().join() === [...other].sort().join();
}

function hopText({ hops }: KernelRoute): string {
  return hops.map(({ via, device }) => (via === undefined ? `to ${device}` : `to ${via}`)).join(', ') || 'nowhere';
}
