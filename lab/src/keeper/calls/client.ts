import { z } from 'zod';
import { Probe } from '../../probes';
import type { StreamPlan } from '../../probes';
import { labCall } from '../call';
import { probeService } from '../lab-fleet';

const input = z.strictObject({
  client: z.string(),
  /** @default - the lab's own service, else the first */
  service: z.string().exactOptional(),
  intervalMs: z.number().min(1).max(10_000),
});

/** Sends requests from a client network until whoever asked goes away: each window of answers is a line. */
export const client = labCall({
  name: 'client',
  input,
  run: async (lab, { client: name, service: wanted, intervalMs }, progress, signal) => {
    const node = lab.clients.get(name) ?? [...lab.clients].find(([key]) => key.endsWith(`/${name}`))?.[1];
    if (!node)
      throw new Error(`there is no client network '${name}'; there are: ${[...lab.clients.keys()].join(', ') || 'none'}`);
    const own = lab.fleet.services.find(({ name: service }) => service === probeService);
    const service = wanted === undefined ? (own ?? lab.fleet.services[0]) : lab.fleet.service(wanted);
    const vip = service?.vips[0];
    if (!service || !vip) throw new Error('the fleet has no service to ask');
    const { protocol = 'TCP', port = 80 } = service.description;
    const common = { name: service.name, address: vip.address, port, intervalMs };
    const stream: StreamPlan =
      protocol === 'UDP'
        ? { ...common, kind: 'udp', flows: 1, run: 0 }
        : { ...common, kind: 'http', path: '/lab', keepAlive: false, timeoutMs: 1000 };
    const probe = Probe.start(node, {
      streams: [stream],
      live: (window) => progress({ phase: 'window', state: 'note', detail: JSON.stringify(window) }),
    });
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    probe.abandon();
    return {};
  },
});
