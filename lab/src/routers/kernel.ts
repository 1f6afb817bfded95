import { z } from 'zod';
import type { LabNode } from '../network/lab-node';
import type { Family, KernelRoute } from './running-router';

const hop = z.object({ gateway: z.string().optional(), via: z.object({ host: z.string() }).optional(), dev: z.string() });
const route = z.object({
  dst: z.string(),
  protocol: z.union([z.string(), z.number()]).optional(),
  metric: z.number().optional(),
  gateway: z.string().optional(),
  via: z.object({ host: z.string() }).optional(),
  dev: z.string().optional(),
  nexthops: z.array(hop).optional(),
  type: z.string().optional(),
});

/** Routes of the kernel's main table to exactly this prefix, the one that is used first. */
export async function kernelRoutes(node: LabNode, prefix: string): Promise<KernelRoute[]> {
  const family = prefix.includes(':') ? 6 : 4;
  return (await read(node, family, ['exact', prefix])).map((route) => ({ ...route, prefix }));
}

/** The kernel's main table of both families: by prefix, with its length, the routes in the order in which they are used. */
export async function kernelTable(node: LabNode): Promise<ReadonlyMap<string, KernelRoute[]>> {
  const table = new Map<string, KernelRoute[]>();
  for (const route of [...(await read(node, 4, [])), ...(await read(node, 6, []))]) {
    const known = table.get(route.prefix);
    if (known) known.push(route);
    else table.set(route.prefix, [route]);
  }
  return table;
}

async function read(node: LabNode, family: Family, which: readonly string[]): Promise<KernelRoute[]> {
  return routesIn(await node.must('ip', [`-${family}`, '-json', '-detail', 'route', 'show', ...which]), family);
}

/** The routes of what `ip -json -detail route show` said, in the order in which they are used. */
export function routesIn(said: string, family: Family): KernelRoute[] {
  // iproute2 6.1 calls the labels of a route `dst`, too: the destination would be lost.
  const text = said.trim().replaceAll('"encap":"mpls","dst":', '"encap":"mpls","labels":');
  const routes = z.array(route).parse(JSON.parse(text || '[]'));
  return routes
    .map((entry) => ({
      prefix: entry.dst.includes('/') || entry.dst === 'default' ? entry.dst : `${entry.dst}/${family === 6 ? 128 : 32}`,
      protocol: String(entry.protocol ?? ''),
      ...(entry.metric !== undefined && { metric: entry.metric }),
      hops: (entry.nexthops ?? (entry.dev === undefined ? [] : [{ ...entry, dev: entry.dev }])).map((next) => {
        const via = next.gateway ?? next.via?.host;
        return { device: next.dev, ...(via !== undefined && { via }) };
      }),
    }))
    .sort((a, b) => (a.metric ?? 0) - (b.metric ?? 0));
}
