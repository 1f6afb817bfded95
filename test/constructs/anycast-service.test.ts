import { App, Chart, Testing } from 'cdk8s';
import { AnycastService, MecCluster } from '../../lib/constructs';
import type { AnycastServiceProps } from '../../lib/constructs';
import { objectsOf, siteSnapshot } from '../../lib/testing';
import type { KubernetesObject } from '../../lib/testing';
import { clusterOf, exampleFleet } from './example-fleet';

const workload = { image: 'registry.example/a:1' };

function alone(props: AnycastServiceProps): Chart {
  const chart = Testing.chart();
  new AnycastService(chart, 'a', props);
  return chart;
}

function inside(id: string, props: AnycastServiceProps, siteName = 'mec-1'): Chart {
  const fleet = exampleFleet();
  const chart = Testing.chart();
  const site = fleet.site(siteName);
  new AnycastService(new MecCluster(chart, 'mec', { site, fleet }), id, props);
  return chart;
}

const kindsOf = (chart: Chart) => objectsOf(chart).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
const vipOf = (chart: Chart, name = 'a') => siteSnapshot(chart)[`Service ${name}/${name}`] as any;

describe('an anycast service that stands alone', () => {
  test('makes its namespace, its pods and the Service that holds the VIP', () => {
    const chart = alone({ vip: '203.0.113.1', workload });
    const written = (Testing.synth(chart) as KubernetesObject[]).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    expect(written).toEqual(['Namespace a', 'Deployment a', 'PodDisruptionBudget a', 'NetworkPolicy a', 'Service a']);
    expect(vipOf(chart)).toMatchObject({
      metadata: { labels: { 'anycast-mec.io/anycast': 'true' }, annotations: { 'metallb.io/loadBalancerIPs': '203.0.113.1' } },
      spec: {
        type: 'LoadBalancer',
        externalTrafficPolicy: 'Local',
        allocateLoadBalancerNodePorts: false,
        ipFamilyPolicy: 'SingleStack',
      },
    });
  });

  test('asks for both families with two VIPs', () => {
    const { metadata, spec } = vipOf(alone({ vip: ['203.0.113.1', '2001:db8::1'], workload }));
    expect(metadata.annotations['metallb.io/loadBalancerIPs']).toBe('203.0.113.1,2001:db8::1');
    expect(spec).toMatchObject({ ipFamilyPolicy: 'RequireDualStack', ipFamilies: ['IPv4', 'IPv6'] });
  });

  test('in front of pods that exist makes nothing but the Service', () => {
    const chart = alone({ vip: '203.0.113.1', selector: { app: 'old' }, namespace: 'old' });
    Testing.synth(chart);
    expect(kindsOf(chart)).toEqual(['Service a']);
    expect((siteSnapshot(chart)['Service old/a'] as any).spec.selector).toEqual({ app: 'old' });
  });

  test('puts a rate limiter between the VIP and the pods', () => {
    const chart = alone({ vip: '203.0.113.1', workload, rateLimit: { perClient: '5r/s' } });
    Testing.synth(chart);
    const snapshot = siteSnapshot(chart) as any;
    expect(vipOf(chart).spec).toMatchObject({
      ports: [{ port: 80, targetPort: 8080 }],
      selector: { 'app.kubernetes.io/name': 'a-limiter' },
    });
    expect(snapshot['Service a/a-workload'].spec).toMatchObject({
      type: 'ClusterIP',
      selector: { 'app.kubernetes.io/name': 'a' },
    });
    expect(snapshot['ConfigMap a/a-limiter'].data['nginx.conf']).toContain('server a-workload.a.svc:8080 ');
    const from = snapshot['NetworkPolicy a/a'].spec.ingress[0].from;
    expect(from).toEqual([{ podSelector: { matchLabels: expect.objectContaining({ 'app.kubernetes.io/name': 'a-limiter' }) } }]);
  });

  test('has the same names and selectors wherever it stands in the tree', () => {
    const deep = new Chart(new App(), 'elsewhere');
    new AnycastService(new Chart(deep, 'deeper'), 'a', { vip: '203.0.113.1', workload });
    expect(siteSnapshot(deep)).toEqual(siteSnapshot(alone({ vip: '203.0.113.1', workload })));
  });

  test('gives a namespace of the chart to no cluster-wide object', () => {
    const chart = new Chart(new App(), 'c', { namespace: 'stamped' });
    new AnycastService(chart, 'a', { vip: '203.0.113.1', workload });
    expect(siteSnapshot(chart)['Namespace a']?.metadata.namespace).toBeUndefined();
  });

  test.each<[string, AnycastServiceProps, RegExp]>([
    ['no VIP', { workload }, /vip = nothing: 'vip' is missing\./],
    ['a VIP that is no address', { vip: '203.0.113.300', workload }, /vip = "203\.0\.113\.300"/],
    ['nothing behind the VIP', { vip: '203.0.113.1' }, /workload = nothing: Nothing answers at the VIP of a\./],
    [
      'a rate that is none',
      { vip: '203.0.113.1', workload, rateLimit: { perClient: 'fast' } },
      /rateLimit\.perClient = "fast": .*5r\/s/,
    ],
    [
      'an HTTP rate limit on UDP',
      { vip: '203.0.113.1', protocol: 'UDP', workload, rateLimit: { perClient: '5r/s' } },
      /rateLimit = .*The rate limiter speaks HTTP, and a UDP/,
    ],
    [
      'a port twice',
      { vip: '203.0.113.1', workload, ports: [{ port: 53 }, { port: 53, name: 'b' }] },
      /ports\[1\]\.port = 53: a has 53\/TCP already/,
    ],
    ['two forms of ports', { vip: '203.0.113.1', workload, port: 80, ports: [{ port: 53 }] }, /port = 80: a has 'ports', too/],
    [
      'UDP that nothing sees',
      { vip: '203.0.113.1', workload, protocol: 'UDP' },
      /health = nothing: Nothing sees whether a answers at 80\/UDP/,
    ],
    ['a CPU that is none', { vip: '203.0.113.1', workload: { ...workload, cpu: 'much' } }, /workload\.cpu = "much"/],
  ])('is refused with %s', (_, props, message) => expect(() => Testing.synth(alone(props))).toThrow(message));
});

describe('an anycast service inside a cluster', () => {
  test('takes everything from the fleet, and what is given wins', () => {
    const chart = inside('hello', { workload: { image: 'registry.example/hello:2.0' }, namespace: 'other' });
    Testing.synth(chart);
    const snapshot = siteSnapshot(chart) as any;
    expect(snapshot['Service other/hello'].metadata.annotations['metallb.io/loadBalancerIPs']).toBe('203.0.113.1');
    expect(snapshot['Deployment other/hello'].spec.template.spec.containers[0]).toMatchObject({
      image: 'registry.example/hello:2.0',
      readinessProbe: { httpGet: { path: '/healthz' } },
    });
  });

  test('has the time to start that a slow application takes, and is taken as ready at once when it is', () => {
    const { livenessProbe, readinessProbe } = (siteSnapshot(inside('hello', {}))['Deployment hello/hello'] as any).spec.template
      .spec.containers[0];
    expect(livenessProbe).toMatchObject({ initialDelaySeconds: 120, periodSeconds: 10 });
    expect(readinessProbe).toMatchObject({ periodSeconds: 1 });
    expect(readinessProbe).not.toHaveProperty('initialDelaySeconds');
  });

  test('has one replica a host', () => {
    const replicas = (site: string) => (siteSnapshot(inside('hello', {}, site))['Deployment hello/hello'] as any).spec.replicas;
    expect([replicas('mec-1'), replicas('mec-2')]).toEqual([2, 3]);
  });

  test('may use a VIP that the fleet declares, in any spelling', () =>
    expect(() => Testing.synth(inside('mine', { vip: '203.0.113.2', workload }))).not.toThrow());

  test('is refused a VIP that the fleet does not declare', () => {
    expect(() => Testing.synth(inside('mine', { vip: '203.0.113.77', workload }))).toThrow(
      /vip = "203\.0\.113\.77": the fleet declares no such VIP; allowed: one of 203\.0\.113\.1, .*; remedy: declare it in the fleet as services\.mine\.vip/,
    );
  });

  test('makes nothing at a site that does not serve it', () => {
    expect(kindsOf(inside('existing', {}, 'mec-2'))).toEqual([]);
    expect(kindsOf(inside('existing', {}, 'mec-1'))).toEqual(['Service existing']);
  });

  test('registers what the agent must probe: the pods that answer at the VIP', () => {
    const [existing, hello, limited] = clusterOf(exampleFleet(), 'mec-1').services.sort((a, b) => (a.name < b.name ? -1 : 1));
    expect(hello).toMatchObject({ vips: ['203.0.113.1'], health: { http: '/healthz', port: 8080 } });
    expect(limited).toMatchObject({ selector: { 'app.kubernetes.io/name': 'limited-limiter' }, health: { port: 8081 } });
    expect(existing).toMatchObject({ namespace: 'dns', protocol: 'UDP', selector: { app: 'dns' }, health: { port: 53 } });
  });
});
