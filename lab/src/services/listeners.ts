import type { HealthCheck, Service } from 'anycast-mec';
import { spokenAt, spokenBy, spokenTo } from './spoken';
import type { Spoken, Transport } from './spoken';

/** Where the sample application listens, and what it speaks there: an entry of its LAB_PORTS. */
export interface Listener {
  /** @default - all addresses of the host */
  readonly address?: string;
  readonly port: number;
  readonly protocol: Transport;
  readonly speaks: Spoken;
  /** Records in an answer of DNS. @default 1 */
  readonly answers?: number;
  /** Paths of HTTP at which it is asked whether it is healthy: there it says no once it was told to end. @default - none */
  readonly health?: readonly string[];
}

const overUdp: ReadonlySet<HealthCheck['kind']> = new Set<HealthCheck['kind']>(['dns', 'quic', 'udp']);

/** Where a pod of a service must listen: at its ports, and where else its health is asked. */
export function listenersOf(service: Service): readonly Listener[] {
  const ports = service.ports.map((port): Listener => ({
    port: port.targetPort,
    protocol: port.protocol,
    speaks: spokenAt(service, port),
    ...answersOf(service, port.targetPort),
  }));
  const asked = service.checks.flatMap(({ kind, port, name, health }): Listener[] => {
    if (port === undefined) return [];
    const protocol = overUdp.has(kind) ? 'UDP' : 'TCP';
    const at = { name, port, protocol } as const;
    return [
      {
        port,
        protocol,
        speaks: spokenTo(kind, health.tls !== undefined, at) ?? spokenBy(at),
        ...answersOf(service, port),
        ...(health.http !== undefined && { health: [health.http] }),
      },
    ];
  });
  return eachOnce([...ports, ...asked]);
}

/** The same at the VIPs themselves, for a host that answers there without a cluster. */
export function listenersAtVips(service: Service): readonly Listener[] {
  return service.vips.flatMap(({ address }) =>
    service.ports.map((port) => ({ address, port: port.port, protocol: port.protocol, speaks: spokenAt(service, port) })),
  );
}

/** Each port once: the first of several at one place, with the paths of all. */
export function eachOnce(listeners: readonly Listener[]): readonly Listener[] {
  const byPlace = new Map<string, Listener>();
  for (const listener of listeners) {
    const place = `${listener.address ?? ''} ${listener.port} ${listener.protocol}`;
    const before = byPlace.get(place);
    const health = [...new Set([...(before?.health ?? []), ...(listener.health ?? [])])];
    byPlace.set(place, { ...(before ?? listener), ...(health.length && { health }) });
  }
  return [...byPlace.values()];
}

/** How many records a health wants of the name server at a port. */
function answersOf(service: Service, port: number): Pick<Listener, 'answers'> {
  const answers = service.checks.find((check) => check.kind === 'dns' && check.port === port)?.health.dns?.answers;
  return answers === undefined || answers < 1 ? {} : { answers };
}
