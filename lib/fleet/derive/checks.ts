import { givenOver } from '../description/given-over';
import type { HealthDescription } from '../description/health';
import type { ServiceDescription } from '../description/service';
import type { HealthCheck, HealthKind, Service, ServicePort } from '../model/service';

/** What can be asked, in the order in which a health probe is chosen: what says most, and over TCP what holds a connection. */
export const healthKinds = ['http', 'grpc', 'tls', 'tcp', 'quic', 'dns', 'udp'] as const;

const overUdp: ReadonlySet<HealthKind> = new Set(['quic', 'dns', 'udp']);

/** What a health asks. TLS with HTTP or gRPC is how these are asked. */
export function kindOf(health: HealthDescription): HealthKind {
  return healthKinds.find((kind) => kind !== 'tcp' && health[kind] !== undefined) ?? 'tcp';
}

/** Every health that is given for a service, its own and those of its ports, with the path of each. */
export function healthsOf({ path, ports, description: { health } }: Service): (readonly [string, HealthDescription])[] {
  const all = [[`${path}.health`, health] as const, ...ports.map((port) => [`${port.path}.health`, port.health] as const)];
  return all.flatMap(([at, given]) => (given ? [[at, given] as const] : []));
}

/** The protocol by which something is asked. */
export function transportOf(kind: HealthKind): 'TCP' | 'UDP' {
  return overUdp.has(kind) ? 'UDP' : 'TCP';
}

/**
 * What is asked of every endpoint of a service. A port with a health of its own is asked by that. The health of the service asks the
 * first of the others that speaks its protocol; where it names a port, it speaks for all others, and so it does where it asks pods that
 * serve UDP alone by HTTP, gRPC or TLS, at the same number. What is left is asked for a connection, if it is of TCP; a port of UDP that
 * is left is seen by nothing.
 */
export function checksOf(
  { health: given }: Partial<ServiceDescription>,
  ports: readonly ServicePort[],
  path: string,
): readonly HealthCheck[] {
  const timing = timingOf(given);
  const own = ports.flatMap((port) => (port.health ? [ownCheck(port, port.health, timing)] : []));
  const others = ports.filter((port) => !port.health);
  const whole = given && (given.port !== undefined || kindOf(given) !== 'tcp') ? wholeCheck(given, others, path) : undefined;
  const left = others.filter((port) => !whole?.sees.includes(port));
  const plain = left
    .filter(({ protocol }) => protocol === 'TCP')
    .map((port): HealthCheck => ({
      name: port.name,
      kind: 'tcp',
      port: port.targetPort,
      sees: [port],
      health: timing,
      path: `${path}.health`,
    }));
  const all = [...(whole ? [whole] : []), ...own, ...plain];
  const rank = ({ kind }: HealthCheck) => healthKinds.indexOf(kind);
  for (const check of all) Object.freeze(Object.freeze(check).sees);
  return Object.freeze(all.sort((a, b) => rank(a) - rank(b)));
}

/** The timing alone: what is asked at one port is no matter of another. */
function timingOf(health: HealthDescription = {}): HealthDescription {
  const { profile, every, timeout, fall, rise } = health;
  return {
    ...(profile !== undefined && { profile }),
    ...(every !== undefined && { every }),
    ...(timeout !== undefined && { timeout }),
    ...(fall !== undefined && { fall }),
    ...(rise !== undefined && { rise }),
  };
}

function ownCheck(port: ServicePort, own: HealthDescription, timing: HealthDescription): HealthCheck {
  const health = givenOver(timing, own);
  const kind = kindOf(own);
  const asked = own.port ?? (transportOf(kind) === port.protocol || isWord(kind) ? port.targetPort : undefined);
  return { name: port.name, kind, port: asked, sees: [port], health, path: `${port.path}.health` };
}

function wholeCheck(health: HealthDescription, others: readonly ServicePort[], path: string): HealthCheck {
  const kind = kindOf(health);
  const common = { name: 'health', kind, health, path: `${path}.health` };
  if (health.port !== undefined) return { ...common, port: health.port, sees: others };
  const first = others.find(({ protocol }) => protocol === transportOf(kind));
  if (!first && isWord(kind)) return { ...common, port: others[0]?.targetPort, sees: others };
  return { ...common, port: first?.targetPort, sees: first ? [first] : [] };
}

/** Whether the operator's word is enough that somebody answers this over TCP, also where the service is of UDP. */
export function isWord(kind: HealthKind): boolean {
  return transportOf(kind) === 'TCP' && kind !== 'tcp';
}
