import * as fc from 'fast-check';
import { anyFleet } from './any-fleet';

/** Names that meet those of our own parts and objects, of the namespaces of others, and of members of every object. */
const name = fc.constantFrom(
  ...['app', 'app-workload', 'app-limiter', 'agent', 'bfd', 'peering', 'constructor', 'namespace-app', 'binding-app'],
  ...['host-password', 'failover-agent', 'default', 'kube-dns', 'metallb-system', 'anycast-agent', 'anycast-bfd', 'a'.repeat(40)],
);

/** A value of the given ones, or none; an odd one now and then. */
const some = <T>(values: readonly T[], odd: readonly unknown[] = []): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 40, arbitrary: fc.constant(undefined) },
    { weight: 40, arbitrary: fc.constantFrom(...values) },
    ...(odd.length ? [{ weight: 1, arbitrary: fc.constantFrom(...odd) }] : []),
  );

const workload = fc.record({
  image: fc.constantFrom('registry.example/app:1', 'app:1.2-x_y', `app@sha256:${'0a'.repeat(32)}`),
  replicas: some([1, 3], [0]),
  port: some([1, 8080, 65535], [65536]),
  command: some([['/bin/app'], []], [['\0']]),
  args: some([['--name', '$(HOST)', '"; }\n'], ['']]),
  env: some<unknown>([{ A: '' }, { 'a.b-c': '$(A)', constructor: '1' }], [{ 'A B': '1' }, { '1': '1' }]),
  cpu: some(['30m', '0.5'], ['0', '0.0001']),
  memory: some(['64Mi', '1G'], ['0Mi', '1m']),
  runAsUser: some([1, 65534], [0]),
});

const service = fc.record({
  port: some([53, 80, 65535], [0]),
  protocol: some(['TCP'], ['UDP']),
  namespace: some(['app', 'shared', '5g-core', 'n'.repeat(63)], ['kube-system', 'anycast-agent', 'N', 'n'.repeat(64)]),
  targetPort: some([8080, 65535], [0]),
  health: some([{ http: '/healthz' }, { port: 9000 }, { every: '50ms', timeout: '20ms' }], [{ port: 0 }]),
  rateLimit: some([{ perClient: '5r/s' }, { perClient: '1r/m', burst: 0, aggregate: '100r/s', connectionsPerClient: 1 }]),
  externalTrafficPolicy: some(['Local'], ['Cluster']),
});

/** What answers at the VIP. */
const backend: fc.Arbitrary<object> = fc.oneof(
  { weight: 20, arbitrary: workload.map((given) => ({ workload: given })) },
  { weight: 10, arbitrary: fc.constantFrom({ selector: { app: 'a' } }, { selector: { 'example.com/app': '' } }) },
  { weight: 1, arbitrary: fc.constantFrom({}, { selector: {} }, { selector: { app: '-' } }, { selector: { 'a b': 'c' } }) },
);

/** Valid fleets with services as anybody may write them, and some as nobody should. */
export const oddServices: fc.Arbitrary<unknown> = fc
  .tuple(anyFleet, fc.uniqueArray(fc.tuple(name, service, backend), { minLength: 1, maxLength: 3, selector: ([key]) => key }))
  .map(([fleet, services]) => ({
    ...fleet,
    services: Object.fromEntries(
      services.map(([key, given, behind], index) => [key, onlyGiven({ vip: `203.0.113.${index + 1}`, ...given, ...behind })]),
    ),
  }));

/** Without what is not given. */
function onlyGiven(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, entry]) => (entry === undefined ? [] : [[key, onlyGiven(entry)]])),
  );
}
