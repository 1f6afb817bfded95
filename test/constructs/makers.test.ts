import { Duration, Testing } from 'cdk8s';
import { AnycastService, Egress, EnvValue, Health } from '../../lib/constructs';
import type { AnycastServiceProps } from '../../lib/constructs';
import { healthSchema } from '../../lib/fleet/description/health';
import { described } from '../../lib/fleet/description/given';
import { egressSchema, workloadSchema } from '../../lib/fleet/description/workload';

const tls = { serverName: 'a.example' };

describe('a maker gives what the schema takes', () => {
  test.each([
    [Health.http('/ready', { tls, every: Duration.millis(50) }), { http: '/ready', tls, every: '50ms' }],
    [Health.tcp(), {}],
    [Health.tcp({ tls }), { tls }],
    [Health.grpc(), { grpc: {} }],
    [Health.grpc('shop', { fall: 2 }), { grpc: { service: 'shop' }, fall: 2 }],
    [Health.dns({ name: 'a.example', type: 'AAAA' }, { port: 53 }), { dns: { name: 'a.example', type: 'AAAA' }, port: 53 }],
    [Health.udp({ send: 'ping' }), { udp: { send: 'ping' } }],
    [Health.quic({ timeout: '1s' }), { quic: {}, timeout: '1s' }],
  ])('of health: %j', (made, health) => {
    expect(described(made)).toEqual(health);
    expect(healthSchema.safeParse(health).success).toBe(true);
  });

  test.each([
    ['http', () => Health.http(undefined as never)],
    ['dns', () => Health.dns(undefined as never)],
    ['udp', () => Health.udp(undefined as never)],
  ])('and no TCP probe where a program asks for %s with undefined', (kind, made) => {
    expect(healthSchema.safeParse(described(made())).error?.issues.map(({ path }) => path[0])).toEqual([kind]);
  });

  test('and nothing wider where a program names an end of egress or a variable with undefined', () => {
    const egress = [Egress.toNetworks(undefined as never, { port: 5432 }), Egress.toPods(undefined as never)];
    expect(egress.map((one) => egressSchema.safeParse(described(one)).success)).toEqual([false, false]);
    const env = { A: EnvValue.fromSecret(undefined as never, 'k'), B: EnvValue.fromConfigMap('c', undefined as never) };
    expect(workloadSchema.safeParse(described({ image: 'a:1', env })).error?.issues).toHaveLength(2);
  });

  test('of a variable and of egress', () => {
    const env = { A: EnvValue.fromSecret('s', 'k'), B: EnvValue.fromConfigMap('c', 'k') };
    expect(workloadSchema.parse({ image: 'a:1', env }).env).toEqual({
      A: { secret: 's', key: 'k' },
      B: { configMap: 'c', key: 'k' },
    });
    const egress = [Egress.toNetworks('198.51.100.0/24', { port: 5432 }), Egress.toPods({ namespace: 'cache' })];
    expect(egress.map((one) => egressSchema.parse(one))).toEqual([
      { prefix: '198.51.100.0/24', port: 5432 },
      { namespace: 'cache' },
    ]);
  });

  test('and the compiler refuses two kinds at once, which a description by hand may have and a rule refuses', () => {
    // @ts-expect-error one kind only
    const both = Health.http('/ready', { grpc: {} });
    const props: AnycastServiceProps = { vip: '203.0.113.1', selector: { app: 'a' }, health: both };
    expect(new AnycastService(Testing.chart(), 'a', props).node.validate().join()).toMatch(/two kinds|http.*grpc/);
  });
});
