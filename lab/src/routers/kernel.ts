import { z } from 'zod';
import type { LabNode } from '../network/lab-node';
import type { KernelRoute } from './running-router';

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
  const family = prefix.includes(':') ? '-6' : '-4';
  const { code, out, err } = await node.run('ip', [family, '-json', '-detail', 'route', 'show', 'exact', prefix]);
  if (code !== 0) throw new Error(`${node.name}: ip route: ${err}`);
  const routes = z.array(route).parse(JSON.parse(out.trim() || '[]'));
  return routes
    .map((entry) => ({
      prefix,
      protocol: String(entry.protocol ?? ''),
      ...(entry.metric !== undefined && { metric: entry.metric }),
      hops: (entry.nexthops ?? (entry.dev === undefined ? [] : [{ ...entry, dev: entry.dev }])).map((next) => {
        const via = next.gateway ?? next.via?.host;
        return { device: next.dev, ...(via !== undefined && { via }) };
      }),
    }))
    .sort((a, b) => (a.metric ?? 0) - (b.metric ?? 0));
}
