import { parseConfiguration } from 'anycast-mec/contract';
import { Testing } from 'cdk8s';
import { AgentProgram, AnycastService, FailoverAgent, MecCluster } from '../../lib/constructs';
import type { AnycastServiceProps } from '../../lib/constructs';
import { siteSnapshot } from '../../lib/testing';

const image = 'registry.example/a:1';
const dns = { name: 'example.org' };
const nameServer: AnycastServiceProps = {
  vip: '203.0.113.1',
  workload: { image },
  ports: [{ port: 53, protocol: 'UDP', health: { dns } }, { port: 53 }, { port: 443, name: 'doh', targetPort: 8443 }],
};

/** The objects of one service with its agent. */
function made(props: AnycastServiceProps): any {
  const chart = Testing.chart();
  const cluster = new MecCluster(chart, 'mec');
  new AnycastService(cluster, 'a', props);
  new FailoverAgent(cluster, 'agent', { program: AgentProgram.none(), hosts: ['h1'] });
  Testing.synth(chart);
  return siteSnapshot(chart);
}

const asked = (objects: any) => {
  const [service] = parseConfiguration(
    objects['ConfigMap anycast-agent/failover-agent'].data['agent.json'],
    'agent.json',
  ).services;
  return [service!.probe, ...service!.checks.map(({ probe }) => probe)].map(({ kind, port }) => `${kind} ${port}`);
};

describe('a service with several ports', () => {
  const objects = made(nameServer);
  const container = objects['Deployment a/a'].spec.template.spec.containers[0];

  test('is one Service of mixed protocols, with a name for every port', () =>
    expect(objects['Service a/a'].spec.ports).toEqual([
      { name: 'udp-53', port: 53, protocol: 'UDP', targetPort: 53 },
      { name: 'tcp-53', port: 53, protocol: 'TCP', targetPort: 53 },
      { name: 'doh', port: 443, protocol: 'TCP', targetPort: 8443 },
    ]));

  test('has all of them at its pods, and lets clients in at these and at no other', () => {
    const ports = [
      { name: 'udp-53', containerPort: 53, protocol: 'UDP' },
      { name: 'tcp-53', containerPort: 53, protocol: 'TCP' },
      { name: 'doh', containerPort: 8443, protocol: 'TCP' },
    ];
    expect(container.ports).toEqual(ports);
    const allowed = ports.map(({ containerPort: port, protocol }) => ({ port, protocol }));
    expect(objects['NetworkPolicy a/a'].spec.ingress).toEqual([{ ports: allowed }]);
  });

  test('is asked at every port: by the agent, and by the kubelet at the first that it can ask', () => {
    expect(asked(objects)).toEqual(['tcp 53', 'tcp 8443', 'dns 53']);
    expect(container.readinessProbe).toMatchObject({ tcpSocket: { port: 53 } });
  });

  test('may listen on well-known ports without root, and on others needs nothing for it', () => {
    const sysctls = [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '53' }];
    expect(objects['Deployment a/a'].spec.template.spec.securityContext).toMatchObject({ runAsNonRoot: true, sysctls });
    const high = made({
      vip: '203.0.113.1',
      workload: { image },
      ports: [
        { port: 53, targetPort: 5353 },
        { port: 443, targetPort: 8443 },
      ],
    });
    expect(high['Deployment a/a'].spec.template.spec.securityContext).not.toHaveProperty('sysctls');
  });

  test('may lead several of them to one port of its pods, which is there once', () => {
    const ports = [
      { port: 80, targetPort: 8080 },
      { port: 8000, targetPort: 8080 },
    ];
    const both = made({ vip: '203.0.113.1', workload: { image }, ports });
    expect(both['Service a/a'].spec.ports).toHaveLength(2);
    expect(both['Deployment a/a'].spec.template.spec.containers[0].ports).toEqual([
      { name: 'tcp-80', containerPort: 8080, protocol: 'TCP' },
    ]);
  });
});

describe('health', () => {
  const of = (health: AnycastServiceProps['health'], more: AnycastServiceProps = {}) =>
    made({ vip: '203.0.113.1', workload: { image }, ...(health && { health }), ...more });
  const readiness = (objects: any) => objects['Deployment a/a'].spec.template.spec.containers[0].readinessProbe;

  test.each<[AnycastServiceProps['health'], AnycastServiceProps, string[], object | undefined]>([
    [undefined, {}, ['tcp 8080'], { tcpSocket: { port: 8080 } }],
    [{ http: '/healthz' }, {}, ['http 8080'], { httpGet: { path: '/healthz', port: 8080 } }],
    [{ http: '/h', tls: { verify: false } }, {}, ['http 8080'], { httpGet: { path: '/h', port: 8080, scheme: 'HTTPS' } }],
    [{ grpc: { service: 'x' } }, {}, ['grpc 8080'], { grpc: { port: 8080, service: 'x' } }],
    [{ grpc: {}, tls: { verify: false } }, {}, ['grpc 8080'], { tcpSocket: { port: 8080 } }],
    [{ tls: { serverName: 'www.example.org' } }, {}, ['tls 8080'], { tcpSocket: { port: 8080 } }],
    [{ dns }, { protocol: 'UDP' }, ['dns 8080'], undefined],
    [{ udp: { send: 'ping', expect: '^pong' } }, { protocol: 'UDP' }, ['udp 8080'], undefined],
    [{ quic: {} }, { protocol: 'UDP' }, ['quic 8080'], undefined],
    [{ http: '/healthz' }, { protocol: 'UDP' }, ['http 8080'], { httpGet: { path: '/healthz', port: 8080 } }],
    [{ port: 9000 }, { protocol: 'UDP' }, ['tcp 9000'], { tcpSocket: { port: 9000 } }],
  ])('%j of a service %j is asked by the agent and by the kubelet', (health, more, agent, kubelet) => {
    const objects = of(health, more);
    expect(asked(objects)).toEqual(agent);
    if (kubelet) expect(readiness(objects)).toMatchObject(kubelet);
    else expect(readiness(objects)).toBeUndefined();
  });

  test('at a port of its own is let in for the agent alone', () =>
    expect(of({ http: '/healthz', port: 9000 })['NetworkPolicy a/a'].spec.ingress).toEqual([
      { ports: [{ port: 8080, protocol: 'TCP' }] },
      {
        ports: [{ port: 9000, protocol: 'TCP' }],
        from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'anycast-agent' } } }],
      },
    ]));

  test('of the service speaks for every port without one of its own where it names the port that answers', () => {
    const ports: AnycastServiceProps['ports'] = [
      { port: 53, protocol: 'UDP' },
      { port: 53 },
      { port: 853, health: { tls: { verify: false } } },
    ];
    expect(asked(of({ http: '/healthz', port: 9000 }, { ports }))).toEqual(['http 9000', 'tls 853']);
  });

  test('of the service asks the first port that speaks its protocol; the others are asked for a connection', () =>
    expect(asked(of({ dns }, { ports: [{ port: 53 }, { port: 53, protocol: 'UDP' }] }))).toEqual(['tcp 53', 'dns 53']));
});

describe('a rate-limited service whose health has a port of its own', () => {
  const limited = made({
    vip: '203.0.113.1',
    workload: { image },
    rateLimit: { perClient: '5r/s' },
    health: { http: '/healthz', port: 9000 },
  });

  test('is asked there through the limiter, by the agent and by the kubelet', () => {
    const config = limited['ConfigMap a/a-limiter'].data['nginx.conf'];
    expect(config).toContain('server a-workload.a.svc:8080 max_fails=0;');
    expect(config).toContain('upstream workload_health {\n    server a-workload.a.svc:9000 max_fails=0;');
    expect(config.match(/proxy_pass .*;/g)).toEqual(['proxy_pass http://workload;', 'proxy_pass http://workload_health;']);
    expect(asked(limited)).toEqual(['http 8081']);
    const [nginx] = limited['Deployment a/a-limiter'].spec.template.spec.containers;
    expect(nginx.readinessProbe.httpGet).toEqual({ path: '/healthz', port: 8081 });
  });

  test('is found there, and reached from the limiter and from nobody else', () => {
    const ports = [8080, 9000];
    expect(limited['Service a/a-workload'].spec.ports.map(({ port }: any) => port)).toEqual(ports);
    const policy = (name: string) => limited[`NetworkPolicy a/${name}`].spec;
    const [, egress] = policy('a-limiter').egress;
    expect(egress.ports.map(({ port }: any) => port)).toEqual(ports);
    expect(policy('a').ingress).toHaveLength(1);
    expect(policy('a').ingress[0].ports.map(({ port }: any) => port)).toEqual(ports);
    expect(policy('a').ingress[0].from[0].podSelector.matchLabels['app.kubernetes.io/name']).toBe('a-limiter');
  });

  test('is asked for any page where it has no path: by a connection it would be seen that NGINX lives, and no more', () => {
    const plain = made({ vip: '203.0.113.1', workload: { image }, rateLimit: { perClient: '5r/s' } });
    const [service] = JSON.parse(plain['ConfigMap anycast-agent/failover-agent'].data['agent.json']).services;
    expect(service.health).toEqual({ http: '/', status: '200-499', port: 8081 });
  });
});
