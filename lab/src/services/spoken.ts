import type { HealthKind, Service, ServicePort } from 'anycast-mec';

/** A transport protocol of Kubernetes. */
export type Transport = 'TCP' | 'UDP';

/**
 * What is spoken at a port, as far as the lab's application answers it and its clients ask it. `echo` is the lab's own, of which datagrams are
 * counted; `h3` is HTTP over QUIC; `mqtts` is MQTT over TLS.
 */
export type Spoken = 'echo' | 'http' | 'https' | 'h3' | 'dns' | 'mqtt' | 'mqtts';

/** What may be spoken over a transport; the first where nothing tells. */
const overTransport: Readonly<Record<Transport, readonly Spoken[]>> = {
  TCP: ['http', 'https', 'dns', 'mqtt', 'mqtts'],
  UDP: ['echo', 'h3', 'dns'],
};

/** Port numbers and names that say what is spoken (IANA, Service Name and Transport Protocol Port Number Registry). */
const registered: readonly (readonly [number, string, Spoken])[] = [
  [53, 'domain', 'dns'],
  [443, 'https', 'https'],
  [443, 'https', 'h3'],
  [1883, 'mqtt', 'mqtt'],
  [8883, 'secure-mqtt', 'mqtts'],
];

/** Names that people give beside the registered ones. */
const usual: Readonly<Record<string, readonly Spoken[]>> = {
  dns: ['dns'],
  http: ['http'],
  http3: ['h3'],
  h3: ['h3'],
  quic: ['h3'],
  mqtts: ['mqtts'],
};

/** What is spoken where a health asks so; `tls` says nothing of what is inside. */
const ofHealth: Readonly<Partial<Record<HealthKind, Spoken>>> = {
  http: 'http',
  grpc: 'http',
  dns: 'dns',
  quic: 'h3',
  udp: 'echo',
};

const overTls: ReadonlySet<Spoken> = new Set<Spoken>(['https', 'mqtts']);

/** What a name and number of a port say; else what is usual over its transport. */
export function spokenBy(
  { name, port, protocol }: { readonly name: string; readonly port: number; readonly protocol: Transport },
  allowed: readonly Spoken[] = overTransport[protocol],
): Spoken {
  const [first = ''] = name.split('-');
  const byName = [...registered.flatMap(([, known, spoken]) => (known === name ? [spoken] : [])), ...(usual[first] ?? [])];
  const byNumber = registered.flatMap(([number, , spoken]) => (number === port ? [spoken] : []));
  return [...byName, ...byNumber, ...allowed].find((spoken) => allowed.includes(spoken)) ?? 'http';
}

/** What a health asks of a port; undefined where it asks for no more than a connection. */
export function spokenTo(kind: HealthKind, isTls: boolean, port: Parameters<typeof spokenBy>[0]): Spoken | undefined {
  if (kind === 'tls')
    return spokenBy(
      port,
      overTransport.TCP.filter((spoken) => overTls.has(spoken)),
    );
  const spoken = ofHealth[kind];
  return spoken === 'http' && isTls ? 'https' : spoken;
}

/** What is spoken at a port of a service: what its health asks there, else what name and number say. A rate limiter speaks HTTP. */
export function spokenAt(service: Service, port: ServicePort): Spoken {
  if (service.description.rateLimit && port.protocol === 'TCP') return 'http';
  const own = service.checks.find(({ port: asked, sees }) => asked === port.targetPort && sees.includes(port));
  const spoken = own && spokenTo(own.kind, own.health.tls !== undefined, port);
  return spoken !== undefined && overTransport[port.protocol].includes(spoken) ? spoken : spokenBy(port);
}
