import { healthKinds, healthsOf, kindOf } from '../../derive/checks';
import type { HealthKind } from '../../model';
import { serviceRule } from '../rule';

/** A health asks one thing. */
export const healthOfTwoKinds = serviceRule({
  id: 'health-of-two-kinds',
  severity: 'error',
  title: 'A health asks one thing.',
  explanation:
    'A probe speaks one protocol; TLS goes under HTTP and gRPC, or is asked for alone. The failover agent would take one of the two and leave the other out.',
  allowed: 'one of http, grpc, dns, udp, quic; tls alone, or with http or grpc',
  remedy: 'Take one of them out; give each port a `health` of its own where both are to be asked.',
  acknowledgeable: false,
  *of(service) {
    for (const [at, given] of healthsOf(service)) {
      const first = kindOf(given);
      const second = healthKinds.find(
        (kind) => kind !== 'tcp' && kind !== first && given[kind] !== undefined && !goesWith(kind, first),
      );
      if (second && second !== 'tcp')
        yield { path: `${at}.${second}`, value: given[second], message: `The health of ${service.name} asks by ${first}, too.` };
    }
  },
});

function goesWith(second: HealthKind, first: HealthKind): boolean {
  return second === 'tls' && (first === 'http' || first === 'grpc');
}
