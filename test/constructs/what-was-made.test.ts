import { ApiObject, Chart, Testing } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { AnycastService, BfdDaemonSet, FailoverAgent, MecCluster, MetalLBPeering, RateLimiter } from '../../lib/constructs';
import { clusterOf, exampleFleet } from './example-fleet';

/** What an object is in the cluster. */
const told = (object: ApiObject | undefined) =>
  object && [object.kind, object.metadata.namespace, object.name].filter((part) => part !== undefined).join(' ');
const cluster = clusterOf(exampleFleet(), 'mec-1');
const below = <T extends IConstruct>(guard: (value: unknown) => value is T): T => {
  const found = cluster.node.findAll().find(guard);
  if (!found) throw new Error('there is none');
  return found;
};
const serviceOf = (name: string) =>
  cluster.node
    .findAll()
    .filter(AnycastService.isAnycastService)
    .find((service) => service.name === name);

describe('a construct tells what it made', () => {
  test('a service: its addresses, its Service and whom that selects', () => {
    const hello = serviceOf('hello');
    expect(hello?.vips).toEqual(['203.0.113.1']);
    expect(told(hello?.service)).toBe('Service hello hello');
    expect(told(hello?.deployment)).toBe('Deployment hello hello');
    expect(hello?.service?.toJson().spec.selector).toEqual(hello?.selector);
    expect(hello?.rateLimiter).toBeUndefined();
  });

  test('a service of pods that exist: no Deployment, and their labels', () => {
    const existing = serviceOf('existing');
    expect(existing).toMatchObject({ namespace: 'dns', selector: { app: 'dns' }, deployment: undefined });
    expect(told(existing?.service)).toBe('Service dns existing');
  });

  test('a service behind a limiter: the limiter, whose pods its Service selects', () => {
    const limited = serviceOf('limited');
    expect(limited?.selector).toBe(limited?.rateLimiter?.selector);
    expect(limited?.service?.toJson().spec.selector).toEqual(limited?.selector);
    expect(told(limited?.rateLimiter?.deployment)).toBe('Deployment limited limited-limiter');
    expect(told(limited?.rateLimiter?.configMap)).toBe('ConfigMap limited limited-limiter');
    expect(limited?.rateLimiter?.service).toBeUndefined();
  });

  test('a service that its site does not serve, or that cannot be made: nothing', () => {
    const elsewhere = new AnycastService(clusterOf(exampleFleet(), 'mec-2'), 'again', { name: 'existing' });
    const wrong = new AnycastService(Testing.chart(), 'wrong', { vip: 'nowhere' });
    for (const none of [elsewhere, wrong])
      expect(none).toMatchObject({ vips: [], service: undefined, deployment: undefined, selector: {}, objects: [] });
  });

  test('a limiter alone: its Service, too', () => {
    const props = { namespace: 'edge', upstream: { host: 'shop.shop.svc', port: 80 }, perClient: '5r/s' };
    expect(told(new RateLimiter(Testing.chart(), 'front', props).service)).toBe('Service edge front');
  });

  test('the peering: pools, peers and advertisements by name', () => {
    const peering = below(MetalLBPeering.isMetalLBPeering);
    expect([...peering.pools.values()].map(told)).toEqual(['IPAddressPool metallb-system apps']);
    expect([...peering.peers.keys()]).toEqual(['border-1']);
    const [host] = exampleFleet().site('mec-1').hosts;
    expect(told(peering.advertisements.get(`drain-${host?.nodeName}`))).toBe(
      `BGPAdvertisement metallb-system drain-${host?.nodeName}`,
    );
    expect(peering.bfdProfile).toBeUndefined();
    expect(new MetalLBPeering(Testing.chart(), 'empty').pools.size).toBe(0);
  });

  test('the peering with BFD: its profile', () => {
    const props = { mode: 'frr', pools: { a: ['203.0.113.0/24'] }, hostAs: 64512, siteAs: 64701, hosts: ['h1'] } as const;
    const peering = new MetalLBPeering(Testing.chart(), 'p', { ...props, peers: [{ name: 'b', address: '10.0.0.1' }] });
    expect(told(peering.bfdProfile)).toBe('BFDProfile metallb-system host');
  });

  test('the BFD daemon: its DaemonSet, which selects its pods', () => {
    const bfd = below(BfdDaemonSet.isBfdDaemonSet);
    expect([bfd.daemonSet, bfd.configMap].map(told)).toEqual(['DaemonSet anycast-bfd bfdd', 'ConfigMap anycast-bfd bfdd']);
    expect(bfd.daemonSet?.toJson().spec.selector.matchLabels).toEqual(bfd.selector);
    expect(new BfdDaemonSet(Testing.chart(), 'none', { bfd: false }).daemonSet).toBeUndefined();
  });

  test('the agent: its account, its Deployment, what it watches', () => {
    const agent = below(FailoverAgent.isFailoverAgent);
    expect([agent.serviceAccount, agent.configMap, agent.deployment].map(told)).toEqual([
      'ServiceAccount anycast-agent failover-agent',
      'ConfigMap anycast-agent failover-agent',
      'Deployment anycast-agent failover-agent',
    ]);
    expect(agent.deployment?.toJson().spec.selector.matchLabels).toEqual(agent.selector);
    expect(agent.services.map(({ name }) => name).sort()).toEqual(['existing', 'hello', 'limited']);
    expect(agent.service).toBeUndefined();
    const seen = clusterOf(exampleFleet(), 'mec-1', { agent: { nodePort: 30470 } });
    expect(told(seen.node.findAll().find(FailoverAgent.isFailoverAgent)?.service)).toBe('Service anycast-agent failover-agent');
  });

  test('all of them: each of their objects, once', () => {
    const makers = cluster.node.findAll().filter((construct) => 'objects' in construct) as unknown as {
      readonly objects: readonly ApiObject[];
    }[];
    const made = makers.flatMap(({ objects }) => objects);
    const there = Chart.of(cluster)
      .node.findAll()
      .filter((construct) => ApiObject.isApiObject(construct))
      .filter(({ kind }) => kind !== 'Namespace');
    const paths = (objects: readonly ApiObject[]) => objects.map(({ node }) => node.path).sort();
    expect(paths(made)).toEqual(paths(there));
    expect(MecCluster.isMecCluster(cluster)).toBe(true);
  });
});
