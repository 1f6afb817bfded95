import { isIPv6 } from 'node:net';
import type { Service, ServicePort, Vip } from 'anycast-mec';
import type { StreamPlan } from '../probes';
import { native } from './programs';
import type { ServicePrograms } from './programs';
import { spokenAt } from './spoken';
import type { Spoken } from './spoken';

/** How a port at a VIP is asked. */
export interface Asking {
  readonly name: string;
  /** Time between two requests by what is spoken, ms. */
  readonly intervalMs: (spoken: Spoken) => number;
  /** Time after which a request without an answer has failed, ms; `echo` has none. */
  readonly timeoutMs: number;
  /** See `ProbeRequest.run`. @default 0 */
  readonly run?: number;
}

/**
 * The stream of requests to a port at a VIP, in the protocol that is spoken there.
 *
 * @throws Error if that needs the sample client, which the lab was started without
 */
export function streamAt(
  service: Service,
  { address }: Pick<Vip, 'address'>,
  port: ServicePort,
  { client: program }: ServicePrograms,
  { name, intervalMs, timeoutMs, run = 0 }: Asking,
): StreamPlan {
  const speaks = spokenAt(service, port);
  const common = { name, address, port: port.port, intervalMs: intervalMs(speaks) };
  if (speaks === 'echo') return { ...common, kind: 'udp', flows: 1, run };
  if (speaks === 'http') return { ...common, kind: 'http', path: '/lab', keepAlive: false, timeoutMs };
  if (program === undefined) throw new Error(`${portText(port)} of ${service.name}: ${speaks} is asked by the sample client`);
  return { ...common, kind: 'asked', speaks, protocol: port.protocol, program, timeoutMs };
}

/** A port for people, such as `53/UDP`. */
export function portText({ port, protocol }: Pick<ServicePort, 'port' | 'protocol'>): string {
  return `${port}/${protocol}`;
}

/** Whether Node.js asks a port by itself. */
export function isNative(service: Service, port: ServicePort): boolean {
  return native.has(spokenAt(service, port));
}

/** An address and port for people. */
export function endpointText(address: string, port: number): string {
  return isIPv6(address) ? `[${address}]:${port}` : `${address}:${port}`;
}
