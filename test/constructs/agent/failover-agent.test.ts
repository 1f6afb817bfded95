import { randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chart, Testing } from 'cdk8s';
import { gunzipSync } from 'node:zlib';
import { AgentProgram, AnycastService, FailoverAgent, MecCluster } from '../../../lib/constructs';
import type { FailoverAgentProps, RegisteredService } from '../../../lib/constructs';
import { objectsOf, siteSnapshot } from '../../../lib/testing';
import { clusterOf, exampleDescription, exampleFleet } from '../example-fleet';

const service = (name: string, namespace: string): RegisteredService => ({
  name,
  namespace,
  vips: ['203.0.113.1'],
  port: 80,
  protocol: 'TCP',
  selector: { app: name },
  health: { port: 8080 },
});

function alone(props: FailoverAgentProps): Chart {
  const chart = Testing.chart();
  new FailoverAgent(chart, 'agent', props);
  return chart;
}

const rulesIn = (chart: Chart, role: string) => (siteSnapshot(chart)[`Role ${role}`] as any).rules;
const configOf = (chart: Chart) =>
  JSON.parse((siteSnapshot(chart)['ConfigMap anycast-agent/failover-agent'] as any).data['agent.json']);

function programFile(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'agent-')), 'agent.js');
  writeFileSync(file, text);
  return file;
}

describe('the failover agent', () => {
  test('may label exactly the Services that are registered', () => {
    const chart = alone({ services: [service('b', 'one'), service('a', 'one'), service('c', 'two')] });
    const serviceRule = (namespace: string) =>
      rulesIn(chart, `${namespace}/failover-agent`).filter((rule: any) => rule.resources.includes('services'));
    expect(serviceRule('one')).toEqual([
      { apiGroups: [''], resources: ['services'], verbs: ['get', 'list', 'watch', 'patch'], resourceNames: ['a', 'b'] },
    ]);
    expect(serviceRule('two')[0].resourceNames).toEqual(['c']);
  });

  test('may change nothing else: no rule in any Role allows to write without naming what, but for Events and the making of a Lease', () => {
    const roles = objectsOf(alone({ services: [service('a', 'one')] })).filter(
      ({ kind }) => kind.includes('Role') && !kind.includes('Binding'),
    ) as any[];
    expect(roles.map(({ kind }) => kind)).toEqual(['Role', 'Role', 'Role']);
    const writes = (rule: any) => rule.verbs.some((verb: string) => !['get', 'list', 'watch'].includes(verb));
    const unnamed = roles.flatMap(({ rules }) => rules).filter((rule) => writes(rule) && !rule.resourceNames);
    expect(unnamed.map(({ resources, verbs }) => [resources, verbs])).toEqual([
      [['leases'], ['create']],
      [['events'], ['create', 'patch']],
    ]);
  });

  test('learns of services that a program adds after it', () => {
    const chart = Testing.chart();
    const cluster = new MecCluster(chart, 'mec');
    const props = { vip: '203.0.113.1', workload: { image: 'a:1' } };
    new AnycastService(cluster, 'before', props);
    new FailoverAgent(cluster, 'agent', { hosts: ['h1'] });
    new AnycastService(cluster, 'after', props);
    const written = Testing.synth(chart).map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? metadata.name}`);
    expect(written.indexOf('Namespace after')).toBeLessThan(written.indexOf('Role after'));
    expect(configOf(chart).services.map(({ name }: any) => name)).toEqual(['after', 'before']);
    expect(rulesIn(chart, 'after/failover-agent')[0].resourceNames).toEqual(['after']);
  });

  test('is told the label contract', () => {
    expect(configOf(alone({ hosts: ['h1'], services: [service('a', 'one')] }))).toMatchObject({
      hosts: ['h1'],
      fieldManager: 'anycast-mec-agent',
      routeLabel: 'anycast-mec.io/route',
      services: [{ name: 'a', health: { port: 8080 } }],
    });
  });

  test('has no Deployment without a program', () =>
    expect(objectsOf(alone({ program: AgentProgram.none() })).map(({ kind }) => kind)).not.toContain('Deployment'));

  test('runs the program of the installed package unless told otherwise', () =>
    expect(objectsOf(alone({})).map(({ kind }) => kind)).toContain('Deployment'));

  test('runs an image, without root, twice', () => {
    const deployment = siteSnapshot(alone({ program: AgentProgram.fromImage('registry.example/agent:1') }))[
      'Deployment anycast-agent/failover-agent'
    ] as any;
    expect(deployment.spec.replicas).toBe(2);
    expect(deployment.spec.template.spec).toMatchObject({
      securityContext: { runAsNonRoot: true },
      containers: [{ image: 'registry.example/agent:1', args: ['run', '--config', '/etc/anycast-mec/agent.json'] }],
    });
  });

  test('runs a program from a ConfigMap that is immutable and named by its content', () => {
    const names = ['one', 'two', 'one'].map((text) => {
      const found = objectsOf(alone({ program: AgentProgram.fromFile(programFile(text)) })).find(
        (object) => object['immutable'] === true,
      ) as any;
      expect(gunzipSync(Buffer.from(found.binaryData['agent.js.gz'], 'base64')).toString()).toBe(text);
      return found.metadata.name;
    });
    expect(names[0]).toBe(names[2]);
    expect(names[0]).not.toBe(names[1]);
  });

  test.each(['/nowhere/agent.js', tmpdir()])('refuses a file that is none: %s', (file) =>
    expect(() => alone({ program: AgentProgram.fromFile(file) })).toThrow(`program.file = '${file}': there is no such file`),
  );

  test('refuses a program that is empty', () =>
    expect(() => alone({ program: AgentProgram.fromFile(programFile('')) })).toThrow('it is empty'));

  test('refuses a program too big for a ConfigMap', () =>
    expect(() => alone({ program: AgentProgram.fromFile(programFile(randomBytes(200_000).toString('base64'))) })).toThrow(
      /bytes compressed; allowed: at most 180000/,
    ));

  test.each(['image', 'script'])('says by what it is told now, where it is given its former %s', (former) => {
    const given = { [former]: 'a:1' };
    expect(() => Testing.synth(alone(given))).toThrow(/allowed: program: AgentProgram\.from(Image|File)/);
  });

  test('names no former property where it lists what there is', () => {
    const given = { imag: 'a:1' } as FailoverAgentProps;
    expect(() => Testing.synth(alone(given))).toThrow(/imag = .*allowed: (?!.*\b(image|script)\b).*program/);
  });

  test('knows by its port the sites of the fleet that announce the same VIP, and may withdraw', () => {
    const services = (agent: FailoverAgentProps) =>
      configOf(Chart.of(clusterOf(exampleFleet(), 'mec-1', { agent: { program: AgentProgram.none(), ...agent } }))).services;
    const sites = Object.fromEntries(
      services({ nodePort: 30470 }).map(({ name, otherSites }: any) => [name, otherSites.map(({ site }: any) => site)]),
    );
    expect(sites).toEqual({ hello: ['mec-2', 'cloud'], limited: ['mec-2', 'cloud'], existing: ['cloud'] });
    const [mec2] = services({ nodePort: 30470 }).find(({ name }: any) => name === 'hello').otherSites;
    const hosts = exampleFleet().sites.find(({ name }) => name === 'mec-2')?.hosts ?? [];
    expect(mec2.addresses).toEqual(hosts.map(({ addresses }) => `${addresses[0]?.address}:30470`));
    expect(mec2.addresses).toHaveLength(3);
  });

  test.each(['2001:db8::2', '2001:DB8:0::2'])('knows them by an address of IPv6 that a fleet writes as %s', (vip) => {
    const fleet = exampleFleet({
      pools: { apps: '2001:db8::/64' },
      plan: {
        ...exampleDescription().plan,
        loopbacks: ['10.0.16.0/24', 'fd00:16::/48'],
        links: ['10.0.0.0/20', 'fd00::/48'],
        hosts: 'fd00:1::/48',
      },
      defaults: { metallb: { mode: 'frr' } },
      services: { hello: { vip, selector: { app: 'hello' } } },
    });
    const [hello] = configOf(
      Chart.of(clusterOf(fleet, 'mec-1', { agent: { program: AgentProgram.none(), nodePort: 30470 } })),
    ).services;
    expect(hello.vips).toEqual(['2001:db8::2']);
    expect(hello.otherSites.map(({ site }: any) => site)).toEqual(['mec-2', 'cloud']);
  });

  test('knows no other site without a port, and those that it is given rather than those of the fleet', () => {
    const config = (agent: FailoverAgentProps) =>
      configOf(Chart.of(clusterOf(exampleFleet(), 'mec-1', { agent: { program: AgentProgram.none(), ...agent } })));
    expect(JSON.stringify(config({}))).not.toContain('otherSites');
    const given = config({ nodePort: 30470, otherSites: { 'mec-2': ['192.0.2.1:9470'], 'mec-1': ['192.0.2.2:9470'] } });
    expect(given.otherSites).toEqual([{ site: 'mec-2', addresses: ['192.0.2.1:9470'] }]);
    expect(given.services.filter((one: any) => 'otherSites' in one)).toEqual([]);
  });

  test('drains a dead site for a moment before it withdraws it, where every PE of the site honours GRACEFUL_SHUTDOWN', () => {
    const timings = (gshut: boolean, settings: FailoverAgentProps['settings'] = {}) => {
      const uplinks = ['isp/pe-1', { to: 'isp/pe-2', gshut }];
      const sites = { 'mec-1': { as: 64701, uplinks, clients: ['ran'] }, cloud: { as: 64703, uplinks: ['isp/pe-3'] } };
      const fleet = exampleFleet({ sites });
      const { services } = configOf(Chart.of(clusterOf(fleet, 'mec-1', { agent: { program: AgentProgram.none(), settings } })));
      return Object.fromEntries(services.map(({ name, timing }: any) => [name, timing]));
    };
    const hardDrain = '60ms';
    expect(timings(true)).toEqual({ hello: { hardDrain }, limited: { hardDrain }, existing: { hardDrain } });
    expect(timings(false)).toEqual({ hello: undefined, limited: undefined, existing: undefined });
    const settings = { hello: { timing: { drain: '1s' } }, limited: { timing: { hardDrain: '0ms' } } };
    expect(timings(true, settings)).toMatchObject({ hello: { hardDrain, drain: '1s' }, limited: { hardDrain: '0ms' } });
  });

  test('is told how much it may withdraw in a minute only where that was said', () => {
    expect(configOf(alone({ actionsPerMinute: 30 })).actionsPerMinute).toBe(30);
    expect(configOf(alone({}))).not.toHaveProperty('actionsPerMinute');
  });

  test('rolls when its configuration changes', () => {
    const checksum = (hosts: string[]) =>
      (siteSnapshot(alone({ program: AgentProgram.fromImage('a:1'), hosts }))['Deployment anycast-agent/failover-agent'] as any)
        .spec.template.metadata.annotations['anycast-mec.io/config-sha256'];
    expect(checksum(['h1'])).toBe(checksum(['h1']));
    expect(checksum(['h1'])).not.toBe(checksum(['h2']));
  });
});
