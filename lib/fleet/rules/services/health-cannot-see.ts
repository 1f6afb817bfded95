import { isWord, transportOf } from '../../derive/checks';
import type { HealthCheck, Service } from '../../model';
import { serviceRule } from '../rule';
import type { Violation } from '../rule';

/** Every port is seen by a health that asks where somebody listens. */
export const healthCannotSee = serviceRule({
  id: 'health-cannot-see',
  severity: 'error',
  title: 'Every port is seen by a health that asks where somebody listens.',
  explanation:
    'A port of UDP accepts no connection: asked for one it refuses, which the failover agent takes for a dead application, and it withdraws a VIP that answers. The other way round it is the same.',
  allowed:
    'health: dns, udp or quic for UDP; http, grpc, tls or nothing for TCP; or a health whose `port` names where it is answered',
  remedy:
    'Give the port a `health` that speaks its protocol (`dns`, `udp`, `quic`), or the service a `health` with the `port` of the pods that answers it.',
  acknowledgeable: false,
  *of(service) {
    for (const check of service.checks) yield* unanswered(service, check);
    const seen = new Set(service.checks.flatMap(({ sees }) => sees));
    for (const { port, protocol, path } of service.ports.filter((one) => !seen.has(one)))
      yield {
        path: service.description.ports ? `${path}.health` : `${service.path}.health`,
        value: service.description.health,
        message: `Nothing sees whether ${service.name} answers at ${port}/${protocol}.`,
      };
  },
});

/** A check of which the pods have no port, or one of the other protocol alone. */
function* unanswered(service: Service, { kind, port, path, health }: HealthCheck): Generator<Violation> {
  const protocol = transportOf(kind);
  const there = service.ports.filter(({ targetPort }) => targetPort === port);
  if (port !== undefined && (isWord(kind) || there.length === 0 || there.some((one) => one.protocol === protocol))) return;
  yield {
    path,
    value: health,
    message:
      port === undefined
        ? `The health of ${service.name} asks by ${kind} over ${protocol}, and has no port that speaks it.`
        : `The health of ${service.name} asks by ${kind} over ${protocol}, and the pods have ${port} for ${there[0]?.protocol} alone.`,
  };
}
