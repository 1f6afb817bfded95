import { z } from 'zod';
import type { BgpRoute, NeighborState } from './running-router';

const peers = z.record(z.string(), z.object({ state: z.string() }));
const path = z.object({
  bestpath: z.union([z.boolean(), z.object({ overall: z.boolean().optional() })]).optional(),
  path: z.string().optional(),
  aspath: z.object({ string: z.string() }).optional(),
  locPrf: z.number().optional(),
  nexthops: z.array(z.object({ ip: z.string().optional(), scope: z.string().optional() })).optional(),
});
const table = z.object({ routes: z.record(z.string(), z.array(path)).optional() });
const one = z.object({ paths: z.array(path).optional() });

function parse<T>(text: string, schema: z.ZodType<T>): T {
  return schema.parse(JSON.parse(text.trim() || '{}'));
}

/** Of `show bgp summary json`: the state of each session by the neighbor's address. */
export function sessionsOf(text: string): Map<string, string> {
  const families = Object.values(parse(text, z.record(z.string(), z.unknown())));
  return new Map(
    families.flatMap((family) => {
      const found = z.object({ peers }).safeParse(family);
      return found.success ? Object.entries(found.data.peers).map(([address, { state }]) => [address, state] as const) : [];
    }),
  );
}

/** Of `show bfd peers json`: the state of each session by the neighbor's address. */
export function bfdOf(text: string): Map<string, string> {
  const list = z.array(z.object({ peer: z.string(), status: z.string() })).parse(JSON.parse(text.trim() || '[]'));
  return new Map(list.map(({ peer, status }) => [peer, status.toLowerCase()]));
}

/** Of `show bgp ipv4 unicast json`: every path. */
export function routesOf(text: string): BgpRoute[] {
  return Object.entries(parse(text, table).routes ?? {}).flatMap(([prefix, paths]) =>
    paths.map((entry) => routeOf(prefix, entry)),
  );
}

/** Of `show bgp ipv4 unicast PREFIX json`: the selected path. */
export function bestPathOf(prefix: string, text: string): BgpRoute | undefined {
  return (parse(text, one).paths ?? []).map((entry) => routeOf(prefix, entry)).find((route) => route.best);
}

function routeOf(prefix: string, entry: z.infer<typeof path>): BgpRoute {
  const hop = entry.nexthops?.find((candidate) => candidate.scope === 'global') ?? entry.nexthops?.[0];
  const asPath = entry.path ?? entry.aspath?.string ?? '';
  return {
    prefix,
    best: typeof entry.bestpath === 'object' ? entry.bestpath.overall === true : entry.bestpath === true,
    asPath: asPath
      .split(' ')
      .filter((as) => /^\d+$/.test(as))
      .map(Number),
    nextHop: String(hop?.ip ?? ''),
    ...(entry.locPrf !== undefined && { localPreference: entry.locPrf }),
  };
}

const summary = z.object({
  peers: z.record(
    z.string(),
    z.object({ state: z.string(), connectionsEstablished: z.number().optional(), pfxRcd: z.number().optional() }),
  ),
});

/** Of `show bgp summary json`: each neighbor by its address, over all families. */
export function neighborsOf(text: string): Map<string, NeighborState> {
  const found = new Map<string, NeighborState>();
  for (const family of Object.values(parse(text, z.record(z.string(), z.unknown())))) {
    const { data } = summary.safeParse(family);
    for (const [address, { state, connectionsEstablished = 0, pfxRcd = 0 }] of Object.entries(data?.peers ?? {}))
      found.set(address, {
        isUp: state === 'Established',
        since: String(connectionsEstablished),
        accepted: (found.get(address)?.accepted ?? 0) + pfxRcd,
      });
  }
  return found;
}
