import type { Given } from '../../fleet/description/given';
import type { HealthDescription } from '../../fleet/description/health';

type Kind = 'http' | 'grpc' | 'dns' | 'udp' | 'quic';
type Asked = Given<HealthDescription>;

/** How often an endpoint is asked and when it counts as down, at which port, and whether over TLS. */
export type HealthOptions = Omit<Asked, Kind>;

/**
 * How it is seen that an endpoint serves: one kind of question. What the makers give is the description as a fleet has it.
 *
 * @example
 * new AnycastService(chart, 'shop', { vip: '203.0.113.2', workload, health: Health.http('/ready', { every: Duration.millis(50) }) });
 */
export const Health = {
  /** A page is asked for. @param path such as `/healthz` */
  http: (path: string, options: HealthOptions = {}): Asked => ({ ...options, http: asked(path, '') }),

  /** A TCP connection is opened, or a handshake is made where `tls` is given. */
  tcp: (options: HealthOptions = {}): Asked => ({ ...options }),

  /** `grpc.health.v1.Health/Check` is called. @param service default the whole server */
  grpc: (service?: string, options: HealthOptions = {}): Asked => ({
    ...options,
    grpc: service === undefined ? {} : { service },
  }),

  /** A name server is asked over UDP. */
  dns: (question: NonNullable<Asked['dns']>, options: Omit<HealthOptions, 'tls'> = {}): Asked => ({
    ...options,
    dns: asked(question, { name: '' }),
  }),

  /** A datagram is answered. */
  udp: (exchange: NonNullable<Asked['udp']>, options: Omit<HealthOptions, 'tls'> = {}): Asked => ({
    ...options,
    udp: asked(exchange, { send: '' }),
  }),

  /** A QUIC server says which versions it speaks. */
  quic: (options: Omit<HealthOptions, 'tls'> = {}): Asked => ({ ...options, quic: {} }),
} as const;

/** What is asked. Of a program that gave undefined, the empty question: the schema refuses it, where none at all would mean TCP. */
function asked<T>(question: T | undefined, empty: T): T {
  return question ?? empty;
}
