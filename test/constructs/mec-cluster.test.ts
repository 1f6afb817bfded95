import { ApiObject, Chart, Testing } from 'cdk8s';
import {
  AgentProgram,
  AnycastService,
  BfdDaemonSet,
  FailoverAgent,
  manifestsOf,
  MecCluster,
  MetalLBPeering,
  RateLimiter,
  standardSite,
} from '../../lib/constructs';
import { siteSnapshot } from '../../lib/testing';
import { clusterOf, exampleFleet } from './example-fleet';

describe('a cluster', () => {
  test('is found by whatever stands in it, however deep', () => {
    const cluster = new MecCluster(Testing.chart(), 'mec');
    expect(MecCluster.of(new Chart(cluster, 'deep'))).toBe(cluster);
  });
  test('is missed where there is none, with the path of who misses it', () => {
    expect(() => MecCluster.of(new Chart(Testing.app(), 'lonely'))).toThrow(/'lonely': stands in no MecCluster/);
    expect(MecCluster.find(Testing.chart())).toBeUndefined();
  });
});

describe('the standard site', () => {
  const filesOf = (cluster: MecCluster) => manifestsOf(cluster).map(({ file }) => file);

  test('has everything that the fleet describes', () => {
    expect(filesOf(clusterOf(exampleFleet(), 'mec-1'))).toEqual([
      '00-namespaces.yaml',
      '20-peering.yaml',
      '30-bfd.yaml',
      '40-service-existing.yaml',
      '40-service-hello.yaml',
      '40-service-limited.yaml',
      '50-agent.yaml',
    ]);
  });

  test('leaves out what the fleet leaves out: BFD, and services of other sites', () => {
    const fleet = exampleFleet({ defaults: { bfd: false } });
    expect(filesOf(clusterOf(fleet, 'mec-2'))).toEqual([
      '00-namespaces.yaml',
      '20-peering.yaml',
      '40-service-hello.yaml',
      '40-service-limited.yaml',
      '50-agent.yaml',
    ]);
  });

  test('leaves BFD to MetalLB in the modes that have it', () => {
    expect(filesOf(clusterOf(exampleFleet({ defaults: { metallb: { mode: 'frr' } } }), 'mec-1'))).not.toContain('30-bfd.yaml');
  });

  test('keeps what the program made', () => {
    const fleet = exampleFleet();
    const site = fleet.site('mec-1');
    const cluster = new MecCluster(Testing.chart(), 'mec', { site, fleet });
    new AnycastService(cluster, 'hello', { workload: { image: 'registry.example/mine:1' } });
    new MetalLBPeering(cluster, 'mine', { passwordSecret: 'mine' });
    new BfdDaemonSet(cluster, 'slow', { bfd: { interval: '300ms' } });
    new FailoverAgent(cluster, 'mine-too', { program: AgentProgram.fromImage('registry.example/agent:1') });
    standardSite(cluster);
    const snapshot = siteSnapshot(cluster) as any;
    expect(snapshot['Deployment hello/hello'].spec.template.spec.containers[0].image).toBe('registry.example/mine:1');
    expect(snapshot['BGPPeer.metallb.io metallb-system/border-1'].spec.passwordSecret).toEqual({ name: 'mine' });
    expect(snapshot['ConfigMap anycast-bfd/bfdd'].data['bfdd.conf']).toContain('receive-interval 300');
    expect(snapshot['Deployment anycast-agent/failover-agent'].spec.template.spec.containers[0].image).toBe(
      'registry.example/agent:1',
    );
  });

  test('adds nothing to a cluster without a site', () => {
    const cluster = new MecCluster(Testing.chart(), 'mec');
    standardSite(cluster);
    expect(manifestsOf(cluster)).toEqual([]);
  });
});

describe('the manifest files', () => {
  test('hold what the program made besides', () => {
    const cluster = new MecCluster(Testing.chart(), 'mec');
    new ApiObject(cluster, 'mine', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'mine' } });
    expect(manifestsOf(cluster)).toEqual([{ file: '90-other.yaml', objects: [expect.objectContaining({ kind: 'ConfigMap' })] }]);
  });

  test('are refused if two objects are one to Kubernetes', () => {
    const cluster = new MecCluster(Testing.chart(), 'mec');
    for (const id of ['one', 'two'])
      new ApiObject(cluster, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'same' } });
    expect(() => manifestsOf(cluster)).toThrow(/ConfigMap 'same' is made twice, by '.*one' and by '.*two'/);
  });
});

test('a namespace cannot be shared by pods that need different pod security levels', () => {
  const chart = Testing.chart();
  new BfdDaemonSet(chart, 'bfd', { peers: ['10.1.1.1'], namespace: 'shared' });
  new AnycastService(chart, 'a', { vip: '203.0.113.1', namespace: 'shared', workload: { image: 'a:1' } });
  expect(() => Testing.synth(chart)).toThrow(
    /namespace = "shared": its pods need the pod security level restricted, and it has privileged/,
  );
});

test('a rate limiter stands alone, with a Service of its own', () => {
  const chart = Testing.chart();
  new RateLimiter(chart, 'limiter', { namespace: 'web', upstream: { host: 'web.web.svc', port: 8080 }, perClient: '5r/s' });
  Testing.synth(chart);
  const snapshot = siteSnapshot(chart) as any;
  expect(Object.keys(snapshot)).toEqual([
    'ConfigMap web/limiter',
    'Deployment web/limiter',
    'Namespace web',
    'NetworkPolicy web/limiter',
    'PodDisruptionBudget web/limiter',
    'Service web/limiter',
  ]);
  expect(snapshot['Service web/limiter'].spec.selector).toEqual(snapshot['Deployment web/limiter'].spec.selector.matchLabels);
  expect(snapshot['NetworkPolicy web/limiter'].spec.policyTypes).toEqual(['Ingress']);
});
