/** Kinds of probes. */
export const probeKinds = ['tcp', 'tls', 'http', 'grpc', 'dns', 'udp', 'quic', 'exec'] as const;

/** Kind of a probe. */
export type ProbeKind = (typeof probeKinds)[number];

/** What a probe may be given, as far as it says what is asked. */
interface Asked {
  readonly probe?: ProbeKind | undefined;
  readonly http?: unknown;
  readonly grpcService?: unknown;
  readonly dns?: unknown;
  readonly udp?: unknown;
  readonly quic?: unknown;
  readonly tls?: unknown;
  readonly exec?: unknown;
}

/** Fields that ask something of their own. TLS goes under HTTP and gRPC, too. A program is run only where `probe` says so. */
const questions = ['http', 'grpcService', 'dns', 'udp', 'quic', 'exec'] as const;

/** What is given says what is asked; a TCP connection over which TLS is spoken is a probe of TLS. */
export function kindOf(given: Asked): ProbeKind {
  if (given.probe === 'tcp' && given.tls !== undefined) return 'tls';
  if (given.probe !== undefined) return given.probe;
  if (given.http !== undefined) return 'http';
  if (given.grpcService !== undefined) return 'grpc';
  return (['dns', 'udp', 'quic', 'tls'] as const).find((kind) => given[kind] !== undefined) ?? 'tcp';
}

/** The fields that would be left out without a word, where `probe` does not say what is asked. */
export function leftOut(given: Asked): readonly string[] {
  if (given.probe !== undefined) return [];
  const kind = kindOf(given);
  const asked = kind === 'grpc' ? 'grpcService' : kind;
  const others = questions.filter((field) => given[field] !== undefined && field !== asked);
  const isTlsLost = given.tls !== undefined && !['http', 'grpc', 'tls'].includes(kind);
  return isTlsLost ? [...others, 'tls'] : others;
}
