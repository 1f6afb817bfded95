import type { Service, ServicePort } from 'anycast-mec';
import { z } from 'zod';
import { Probe } from '../../probes';
import { portText, streamAt } from '../../services/stream';
import { unknownName } from '../../usage/usage-error';
import { labCall } from '../call';
import { measuredService } from '../../model/lab-fleet';

const input = z.strictObject({
  client: z.string(),
  /** @default - the lab's own service, else the first */
  service: z.string().exactOptional(),
  /** Such as `53` or `53/UDP`. @default - the first of the service */
  port: z.string().exactOptional(),
  intervalMs: z.number().min(1).max(10_000),
});

/** Sends requests from a client network until whoever asked goes away: each window of answers is a line. */
export const client = labCall({
  name: 'client',
  input,
  run: async (lab, { client: name, service: wanted, port: wantedPort, intervalMs }, progress, signal) => {
    const node = lab.clients.get(name) ?? [...lab.clients].find(([key]) => key.endsWith(`/${name}`))?.[1];
    if (!node) throw unknownName('client network', name, lab.clients.keys());
    const service = measuredService(lab.fleet, wanted);
    const vip = service?.vips[0];
    if (!service || !vip) throw new Error('the fleet has no service to ask');
    const port = wantedPort === undefined ? service.ports[0] : portOf(service, wantedPort);
    if (!port) throw new Error(`${service.name} has no port to ask`);
    const stream = streamAt(service, vip, port, lab.programs, {
      name: service.name,
      intervalMs: () => intervalMs,
      timeoutMs: 1000,
    });
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

function portOf(service: Service, wanted: string): ServicePort {
  const found = service.ports.find((port) => [portText(port), String(port.port)].includes(wanted.toUpperCase()));
  if (!found) throw unknownName('port', wanted, service.ports.map(portText), service.name);
  return found;
}
