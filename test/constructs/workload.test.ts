import { App, Chart, Testing } from 'cdk8s';
import type { IResolver } from 'cdk8s';
import { AnycastService, MecCluster } from '../../lib/constructs';
import type { WorkloadDescription } from '../../lib/fleet/description/workload';
import { objectsOf } from '../../lib/testing';
import { exampleFleet } from './example-fleet';

const image = 'registry.example/a:1';

/** The objects of a service with such a workload. */
function objects(workload: Partial<WorkloadDescription>, chart = Testing.chart()): any[] {
  new AnycastService(chart, 'a', { vip: '203.0.113.1', workload: { image, ...workload } });
  return Testing.synth(chart);
}

const podOf = (all: any[]) => all.find(({ kind }) => kind === 'Deployment').spec.template.spec;
const pod = (workload: Partial<WorkloadDescription>) => podOf(objects(workload));

describe('what a workload is given', () => {
  test('are values, and keys of Secrets and ConfigMaps', () => {
    const { env, envFrom } = pod({
      env: { MODE: 'edge', TOKEN: { secret: 'a', key: 'token' }, LEVEL: { configMap: 'a.b', key: 'level' } },
      envFrom: [{ secret: 'all' }, { configMap: 'more', prefix: 'APP_' }],
    }).containers[0];
    expect(env).toEqual([
      { name: 'MODE', value: 'edge' },
      { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'a', key: 'token' } } },
      { name: 'LEVEL', valueFrom: { configMapKeyRef: { name: 'a.b', key: 'level' } } },
    ]);
    expect(envFrom).toEqual([{ secretRef: { name: 'all' } }, { prefix: 'APP_', configMapRef: { name: 'more' } }]);
  });

  test('are folders, which it may read and not write, as the user that it is', () => {
    const { containers, volumes, securityContext } = pod({
      runAsUser: 1000,
      volumes: [
        { path: '/etc/tls', secret: 'tls' },
        { path: '/etc/a', configMap: 'a' },
      ],
    });
    expect(volumes.slice(1)).toEqual([
      { name: 'mounted-1', secret: { secretName: 'tls', defaultMode: 0o440 } },
      { name: 'mounted-2', configMap: { name: 'a', defaultMode: 0o440 } },
    ]);
    expect(containers[0].volumeMounts.slice(1)).toEqual([
      { name: 'mounted-1', mountPath: '/etc/tls', readOnly: true },
      { name: 'mounted-2', mountPath: '/etc/a', readOnly: true },
    ]);
    expect(securityContext).toMatchObject({ fsGroup: 1000 });
  });

  test('are Secrets of a registry, and nothing of all that where nothing is said', () => {
    expect(pod({ imagePullSecrets: ['registry'] }).imagePullSecrets).toEqual([{ name: 'registry' }]);
    const plain = pod({});
    expect(plain).not.toHaveProperty('imagePullSecrets');
    expect(plain.volumes).toHaveLength(1);
    for (const key of ['env', 'envFrom']) expect(plain.containers[0]).not.toHaveProperty(key);
  });

  test('is a share of the disk', () => {
    const storage = (given: Partial<WorkloadDescription>) => {
      const { requests, limits } = pod(given).containers[0].resources;
      return [requests['ephemeral-storage'], limits['ephemeral-storage']];
    };
    expect([storage({}), storage({ storage: '1Gi' })]).toEqual([
      ['128Mi', '128Mi'],
      ['1Gi', '1Gi'],
    ]);
  });

  test.each<[string, object, RegExp]>([
    ['a variable of two sources', { env: { A: { secret: 'a', configMap: 'b', key: 'c' } } }, /workload\.env\.A/],
    ['a variable of no source', { env: { A: { key: 'c' } } }, /workload\.env\.A/],
    ['a key that is none', { env: { A: { secret: 'a', key: 'a/b' } } }, /workload\.env\.A/],
    ['a Secret of no name', { envFrom: [{ secret: 'A_b' }] }, /workload\.envFrom\[0\]/],
    ['a source of nothing', { envFrom: [{}] }, /either `secret` or `configMap`/],
    [
      'a folder twice',
      {
        volumes: [
          { path: '/a', secret: 'a' },
          { path: '/a', secret: 'b' },
        ],
      },
      /every path once/,
    ],
    ['the folder that it has', { volumes: [{ path: '/tmp', secret: 'a' }] }, /another folder than \/tmp/],
    ...['/etc', '/etc/hosts', '/etc/resolv.conf', '/proc', '/proc/sys', '/dev'].map((path): [string, object, RegExp] => [
      `the folder ${path} of the runtime`,
      { volumes: [{ path, secret: 'a' }] },
      /which are the container's own/,
    ]),
    ['a time to end that is none', { stop: { grace: '2d' } }, /workload\.stop\.grace.*a time with its unit/s],
    ['a time to end that is too long', { stop: { delay: '61min' } }, /workload\.stop\.delay.*at most 60min/s],
    ['a relative path', { volumes: [{ path: 'etc', secret: 'a' }] }, /an absolute path/],
    ['a path that leads up', { volumes: [{ path: '/etc/../x', secret: 'a' }] }, /without \. and \.\./],
    ['a registry of no name', { imagePullSecrets: ['a b'] }, /imagePullSecrets\[0\]/],
    ['a disk that is none', { storage: 'much' }, /workload\.storage/],
    ['a way out to two places', { egress: [{ prefix: '10.0.0.0/8', namespace: 'b' }] }, /workload\.egress\[0\]/],
    ['a way out to nowhere', { egress: [{ port: 53 }] }, /workload\.egress\[0\]/],
  ])('is refused with %s', (_, given, message) => expect(() => objects(given as never)).toThrow(message));
});

test('an update of a workload, and of its limiter, ends no pod before another is ready in its place', () => {
  const chart = Testing.chart();
  new AnycastService(chart, 'a', { vip: '203.0.113.1', workload: { image }, rateLimit: { perClient: '5r/s' } });
  const strategies = Testing.synth(chart).flatMap(({ kind, spec }) => (kind === 'Deployment' ? [spec.strategy] : []));
  const oneByOne = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } };
  expect(strategies).toEqual([oneByOne, oneByOne]);
});

describe('a pod of a workload that ends', () => {
  const ending = (stop?: WorkloadDescription['stop']) => {
    const { terminationGracePeriodSeconds, containers } = pod(stop ? { stop } : {});
    return [terminationGracePeriodSeconds, containers[0].lifecycle?.preStop];
  };

  test('serves on until its endpoint has left everywhere, and has time after that', () => {
    expect(ending()).toEqual([10, { sleep: { seconds: 5 } }]);
    expect(ending({ delay: '2500ms', grace: '1min' })).toEqual([63, { sleep: { seconds: 3 } }]);
  });

  test('ends at once where that is wanted', () => expect(ending({ delay: '0s' })).toEqual([5, undefined]));

  test('does so in an app with resolvers of its own, whose types are older', () => {
    const resolver: IResolver = { resolve: () => undefined };
    const chart = new Chart(new App({ resolvers: [resolver] }), 'c');
    expect(podOf(objects({}, chart)).containers[0].lifecycle).toEqual({ preStop: { sleep: { seconds: 5 } } });
  });
});

describe('replicas', () => {
  const spread = (workload: Partial<WorkloadDescription>, siteName?: string) => {
    const fleet = exampleFleet();
    const chart = Testing.chart();
    const scope = siteName === undefined ? chart : new MecCluster(chart, 'mec', { fleet, site: fleet.site(siteName) });
    new AnycastService(scope, 'hello', { vip: '203.0.113.1', workload: { image, ...workload } });
    Testing.synth(chart);
    const { spec } = objectsOf(chart).find(({ kind }) => kind === 'Deployment') as any;
    const [{ whenUnsatisfiable, minDomains, matchLabelKeys }] = spec.template.spec.topologySpreadConstraints;
    return { replicas: spec.replicas, whenUnsatisfiable, minDomains, matchLabelKeys };
  };
  const eachRevision = { matchLabelKeys: ['pod-template-hash'] };
  const hard = { whenUnsatisfiable: 'DoNotSchedule', ...eachRevision };
  const soft = { whenUnsatisfiable: 'ScheduleAnyway', minDomains: undefined, ...eachRevision };

  test('have a host each, where there are as many hosts', () => {
    expect(spread({}, 'mec-2')).toEqual({ replicas: 3, minDomains: 3, ...hard });
    expect(spread({ replicas: 2 }, 'mec-2')).toEqual({ replicas: 2, minDomains: 2, ...hard });
  });

  test('share hosts where there are fewer, or nobody knows how many', () => {
    expect(spread({ replicas: 4 }, 'mec-2')).toEqual({ replicas: 4, ...soft });
    expect(spread({})).toEqual({ replicas: 2, ...soft });
  });
});

describe('the network policy of a workload', () => {
  const egress = (given?: WorkloadDescription['egress']) =>
    objects(given ? { egress: given } : {}).find(({ kind }) => kind === 'NetworkPolicy').spec.egress;
  const dns = {
    ports: [
      { port: 53, protocol: 'UDP' },
      { port: 53, protocol: 'TCP' },
    ],
  };

  test('lets it resolve names and nothing else', () => expect(egress()).toEqual([dns]));

  test('lets it reach what is declared', () => {
    const given = egress([
      { prefix: ['10.20.0.0/16', '2001:db8::/48'], port: [5432, 5433] },
      { namespace: 'broker', pods: { app: 'mqtt' }, port: 1883 },
      { pods: { app: 'cache' }, port: 53, protocol: 'UDP' },
      { prefix: '192.0.2.0/24' },
    ]);
    expect(given).toEqual([
      dns,
      {
        ports: [
          { port: 5432, protocol: 'TCP' },
          { port: 5433, protocol: 'TCP' },
        ],
        to: [{ ipBlock: { cidr: '10.20.0.0/16' } }, { ipBlock: { cidr: '2001:db8::/48' } }],
      },
      {
        ports: [{ port: 1883, protocol: 'TCP' }],
        to: [
          {
            podSelector: { matchLabels: { app: 'mqtt' } },
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'broker' } },
          },
        ],
      },
      { ports: [{ port: 53, protocol: 'UDP' }], to: [{ podSelector: { matchLabels: { app: 'cache' } } }] },
      { to: [{ ipBlock: { cidr: '192.0.2.0/24' } }] },
    ]);
  });
});
