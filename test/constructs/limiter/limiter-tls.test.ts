import { Testing } from 'cdk8s';
import { AgentProgram, AnycastService, FailoverAgent, MecCluster, RateLimiter } from '../../../lib/constructs';
import type { AnycastServiceProps, RateLimiterProps } from '../../../lib/constructs';
import { siteSnapshot } from '../../../lib/testing';

const certificate = { issuerRef: { name: 'acme' }, dnsNames: ['a.example.org', '*.a.example.org'] };

/** What a limiter alone makes. */
function alone(props: Partial<RateLimiterProps>): any {
  const chart = Testing.chart();
  new RateLimiter(chart, 'front', { namespace: 'a', upstream: { host: 'b.a.svc', port: 80 }, perClient: '5r/s', ...props });
  Testing.synth(chart);
  return siteSnapshot(chart);
}

/** What a service in a cluster makes, and its agent. */
function inCluster(props: Partial<AnycastServiceProps>): any {
  const chart = Testing.chart();
  const cluster = new MecCluster(chart, 'mec');
  new AnycastService(cluster, 'a', { vip: '203.0.113.1', workload: { image: 'registry.example/a:1' }, port: 443, ...props });
  new FailoverAgent(cluster, 'agent', { program: AgentProgram.none(), hosts: ['host-1'] });
  Testing.synth(chart);
  return siteSnapshot(chart);
}

const portsOf = (object: any) => object.spec.ports.map(({ name, port, targetPort }: any) => [name, port, targetPort]);
const podOf = (objects: any, name: string) => objects[`Deployment a/${name}`].spec.template.spec;

describe('a limiter that speaks TLS', () => {
  test('has the certificate of a Secret in a folder that its group alone may read', () => {
    const { volumes, containers } = podOf(alone({ tls: { secret: 'mine' } }), 'front');
    expect(volumes).toContainEqual({
      name: 'certificate',
      secret: {
        secretName: 'mine',
        defaultMode: 0o440,
        items: [
          { key: 'tls.crt', path: 'tls.crt' },
          { key: 'tls.key', path: 'tls.key' },
        ],
      },
    });
    expect(containers[0].volumeMounts).toContainEqual({ name: 'certificate', mountPath: '/etc/anycast-mec-tls', readOnly: true });
    expect(containers[0].ports.map(({ name, containerPort }: any) => [name, containerPort])).toEqual([
      ['https', 8443],
      ['health', 8081],
    ]);
  });

  test('makes no Certificate where a Secret is named', () =>
    expect(Object.keys(alone({ tls: { secret: 'mine' } }))).not.toContain('Certificate.cert-manager.io a/front'));

  test('has cert-manager issue a certificate, whose Secret it serves with', () => {
    const objects = alone({ tls: { certificate } });
    expect(objects['Certificate.cert-manager.io a/front']).toMatchObject({
      apiVersion: 'cert-manager.io/v1',
      spec: {
        secretName: 'front-tls',
        dnsNames: ['a.example.org', '*.a.example.org'],
        issuerRef: { name: 'acme', kind: 'Issuer', group: 'cert-manager.io' },
        privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
      },
    });
    expect(podOf(objects, 'front').volumes[2].secret.secretName).toBe('front-tls');
  });

  test('takes an issuer of another kind and group', () => {
    const issuerRef = { name: 'pca', kind: 'AWSPCAClusterIssuer', group: 'awspca.cert-manager.io' };
    expect(
      alone({ tls: { certificate: { ...certificate, issuerRef } } })['Certificate.cert-manager.io a/front'].spec.issuerRef,
    ).toEqual(issuerRef);
  });

  test('makes the Certificate before the pods that wait for it', () => {
    const chart = Testing.chart();
    const upstream = { host: 'b.a.svc', port: 80 };
    const limiter = new RateLimiter(chart, 'front', { namespace: 'a', upstream, perClient: '5r/s', tls: { certificate } });
    expect(limiter.deployment?.node.dependencies).toContain(limiter.certificate);
  });

  test.each<[string, Partial<RateLimiterProps>, unknown]>([
    ['443', { tls: { secret: 's' } }, [['https', 443, 8443]]],
    [
      '443, and 80 that is sent on',
      { tls: { secret: 's', redirectFrom: 80 } },
      [
        ['https', 443, 8443],
        ['http', 80, 8080],
      ],
    ],
    ['another', { tls: { secret: 's' }, publicPort: 8443 }, [['https', 8443, 8443]]],
    ['80 without TLS', {}, [['http', 80, 8080]]],
  ])('has a Service at %s', (_, props, ports) => expect(portsOf(alone(props)['Service a/front'])).toEqual(ports));

  test('lets clients in at the ports that it has, and at no other', () => {
    const letIn = (props: Partial<RateLimiterProps>) =>
      alone(props)['NetworkPolicy a/front'].spec.ingress.map(({ ports }: any) => ports.map(({ port }: any) => port));
    expect(letIn({ tls: { secret: 's' } })).toEqual([[8443]]);
    expect(letIn({ tls: { secret: 's', redirectFrom: 80 } })).toEqual([[8443, 8080]]);
    expect(letIn({})).toEqual([[8080]]);
  });

  test('has memory for it', () => {
    const memory = (props: Partial<RateLimiterProps>) => podOf(alone(props), 'front').containers[0].resources.limits.memory;
    expect([memory({}), memory({ tls: { secret: 's' } })]).toEqual(['64Mi', '128Mi']);
  });
});

describe('a service whose limiter speaks TLS', () => {
  const objects = inCluster({
    rateLimit: { perClient: '5r/s', tls: { secret: 's', redirectFrom: 80 } },
    health: { http: '/ready' },
  });

  test('has both ports at the VIP', () =>
    expect(portsOf(objects['Service a/a'])).toEqual([
      ['service', 443, 8443],
      ['service-redirect', 80, 8080],
    ]));

  test('is redirected to the port of the VIP', () => {
    const sentOn = (port: number) =>
      inCluster({ port, rateLimit: { perClient: '5r/s', tls: { secret: 's', redirectFrom: 80 } } })['ConfigMap a/a-limiter'].data[
        'nginx.conf'
      ].match(/return 308 (.*);/)[1];
    expect([sentOn(443), sentOn(8443)]).toEqual(['https://$host$request_uri', 'https://$host:8443$request_uri']);
  });

  test('is asked for the health of the workload as without it, and for a handshake', () => {
    const [service] = JSON.parse(objects['ConfigMap anycast-agent/failover-agent'].data['agent.json']).services;
    expect(service.health).toEqual({ http: '/ready', port: 8081 });
    expect(service.checks).toEqual([{ name: 'tls', tls: { verify: false }, every: '1s', timeout: '1s', port: 8443 }]);
    expect(podOf(objects, 'a-limiter').containers[0].readinessProbe.httpGet).toEqual({ path: '/ready', port: 8081 });
  });

  test('is asked for no handshake where connections begin with a PROXY header, which the agent does not send', () => {
    const rateLimit = { perClient: '5r/s', tls: { secret: 's' }, proxyProtocol: { from: ['192.0.2.0/24'] } };
    const [service] = JSON.parse(inCluster({ rateLimit })['ConfigMap anycast-agent/failover-agent'].data['agent.json']).services;
    expect(service.checks).toBeUndefined();
    expect(service.health).toMatchObject({ http: '/', port: 8081 });
  });

  test('asks its pods by plain HTTP, which they alone of it speak', () =>
    expect(objects['ConfigMap a/a-limiter'].data['nginx.conf']).toContain('proxy_pass http://workload;'));
});

describe('TLS of a limiter is refused', () => {
  test.each<[string, object, RegExp]>([
    ['with neither Secret nor Certificate', { tls: {} }, /^tls = {}.*either `secret` or `certificate`/],
    ['with both', { tls: { secret: 's', certificate } }, /^tls = .*either `secret` or `certificate`/],
    ['with a Secret that no cluster takes', { tls: { secret: 'S' } }, /^tls\.secret = "S"/],
    [
      'without names',
      { tls: { certificate: { ...certificate, dnsNames: [] } } },
      /^tls\.certificate\.dnsNames = \[\].*at least 1 entry/,
    ],
    [
      'with a name that is none',
      { tls: { certificate: { ...certificate, dnsNames: ['a b'] } } },
      /^tls\.certificate\.dnsNames\[0\] = "a b"/,
    ],
    ['without an issuer', { tls: { certificate: { dnsNames: ['a'] } } }, /^tls\.certificate\.issuerRef = nothing/],
    ['with a redirect from its own port', { tls: { secret: 's', redirectFrom: 443 } }, /^tls\.redirectFrom = 443/],
    [
      'with a redirect from the port that was given',
      { tls: { secret: 's', redirectFrom: 80 }, publicPort: 80 },
      /^tls\.redirectFrom = 80/,
    ],
  ])('%s', (_, props, message) => {
    const chart = Testing.chart();
    const upstream = { host: 'b.a.svc', port: 80 };
    const limiter = new RateLimiter(chart, 'front', { namespace: 'a', upstream, perClient: '5r/s', ...props });
    expect(limiter.node.validate()).toEqual([expect.stringMatching(message)]);
  });

  test('of a service at port 80', () => {
    const chart = Testing.chart();
    const rateLimit = { perClient: '5r/s', tls: { secret: 's' } };
    new AnycastService(chart, 'a', { vip: '203.0.113.1', workload: { image: 'a:1' }, rateLimit });
    expect(() => Testing.synth(chart)).toThrow(
      /port = nothing: a would speak TLS at port 80.*remedy: Give the service `port: 443`/,
    );
  });
});
