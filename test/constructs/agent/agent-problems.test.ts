import { parseConfiguration } from 'anycast-mec/contract';
import { Chart, Testing } from 'cdk8s';
import { AgentProgram, FailoverAgent, MecCluster, standardSite } from '../../../lib/constructs';
import type { FailoverAgentProps, RegisteredService } from '../../../lib/constructs';
import { siteSnapshot } from '../../../lib/testing';
import { clusterOf, exampleFleet } from '../example-fleet';

const service = (name: string, health: object = {}): RegisteredService => ({
  name,
  namespace: name,
  vips: ['203.0.113.1'],
  port: 80,
  protocol: 'TCP',
  selector: { app: name },
  health: { port: 8080, ...health },
});

function problems(props: FailoverAgentProps): string {
  const chart = Testing.chart();
  const agent = new FailoverAgent(chart, 'agent', {
    program: AgentProgram.none(),
    hosts: ['h1'],
    services: [service('a')],
    ...props,
  });
  return agent.node.validate().join('\n');
}

// @ts-expect-error the compiler knows a misspelt key, too
const misspelt: FailoverAgentProps = { settings: { a: { gaurds: {} } } };
// @ts-expect-error and one further down
const misspeltBelow: FailoverAgentProps = { settings: { a: { guards: { minimumSite: 1 } } } };

// @ts-expect-error and what is the Service's own
const otherName: FailoverAgentProps = { settings: { a: { name: 'b' } } };
// @ts-expect-error and its addresses
const otherVips: FailoverAgentProps = { settings: { a: { vips: ['203.0.113.9'] } } };

describe('what the failover agent is told', () => {
  test.each<[string, FailoverAgentProps, RegExp]>([
    ['a misspelt key', misspelt, /^settings\.a = .*gaurds/],
    ['a misspelt key further down', misspeltBelow, /^settings\.a\.guards = .*minimumSite/],
    ['another name of a service', otherName, /^settings\.a\.name = "b": .*itself says/],
    ['other addresses of a service', otherVips, /^settings\.a\.vips = /],
    [
      'two questions, one of which the service asks',
      { settings: { a: { health: { dns: { name: 'a' } } } }, services: [service('a', { http: '/' })] },
      /^settings\.a\.health\.dns = /,
    ],
    ['settings of a service that there is not', { settings: { b: { require: 'all' } } }, /^settings\.b = .*one of a;/],
    ['an interval that is too short', { settings: { a: { health: { every: '5ms' } } } }, /^settings\.a\.health\.every = "5ms"/],
    ['a timeout that is too long', { services: [service('a', { timeout: '2s' })] }, /^services\.a\.health\.timeout = "2000ms"/],
    [
      'an IPv6 address without brackets',
      { otherSites: { b: ['2001:db8::1:30470'] } },
      /^otherSites\.b\[0\] = "2001:db8::1:30470"/,
    ],
    ['a port that is none', { otherSites: { b: ['192.0.2.1:1', 'host:99999'] } }, /^otherSites\.b\[1\] = "host:99999"/],
    ['a regular expression that is none', { settings: { a: { health: { body: '(' } } } }, /^settings\.a\.health\.body = "\("/],
    ['a Service twice', { services: [service('a'), service('a')] }, /^services = "a\/a": .*every Service once/],
  ])('is refused with its place: %s', (_, props, message) => expect(problems(props)).toMatch(message));

  test('is taken otherwise', () => {
    expect(problems({ settings: { a: { guards: { minimumSites: 2 }, health: { every: '1min' } } } })).toBe('');
    expect(problems({ settings: { a: undefined } })).toBe('');
    expect(problems({ otherSites: { b: ['[2001:db8::1]:30470', 'host:9470'] } })).toBe('');
  });

  test.each<[string, FailoverAgentProps, RegExp]>([
    ['a host whose label would be too long', { hosts: [`h${'1'.repeat(63)}`] }, /^hosts\[0\] = /],
    ['no name of a host', { hosts: [''] }, /hosts/],
    ['a service that is wrong', { services: [service('a', { timeout: '2s' })] }, /^services\.a\.health\.timeout/],
    ['a number of actions that is none', { actionsPerMinute: 0 }, /actionsPerMinute/],
  ])('is refused at one site, whatever was taken at another: %s', (_, props, message) => {
    expect(problems({})).toBe('');
    expect(problems(props)).toMatch(message);
    // And what was refused is refused again.
    expect(problems(props)).toMatch(message);
    expect(problems({})).toBe('');
  });

  test('is refused where the site is named among others, though other sites take the same', () => {
    const otherSites = [{ site: 'mec-1', addresses: ['192.0.2.1:30470'] }];
    const refusedAt = (site: string) => {
      const cluster = clusterOf(exampleFleet(), site, { agent: { settings: { hello: { otherSites } } } });
      return cluster.node.findAll().flatMap((part) => part.node.validate());
    };
    expect(refusedAt('mec-2')).toEqual([]);
    expect(refusedAt('mec-1').join()).toMatch(/sites other than this one/);
  });

  test('is refused where it is too big for a ConfigMap', () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => service(`service-${index}`));
    expect(problems({ services: many(1000) })).toBe('');
    expect(problems({ services: many(6000) })).toMatch(/^services = "\d{7} bytes": .* at most 1048576 bytes/);
  });

  test('may have settings of a service of the fleet that this site does not serve', () => {
    const fleet = exampleFleet();
    const elsewhere = fleet.services.find(({ siteNames }) => !siteNames.includes('mec-2'))?.name ?? '';
    const at = (name: string) => {
      const chart = Testing.chart();
      const cluster = new MecCluster(chart, 'mec', { fleet, site: fleet.site('mec-2') });
      standardSite(cluster, { agent: { program: AgentProgram.none(), settings: { [name]: { require: 'all' } } } });
      return chart.node.findAll().flatMap((construct) => construct.node.validate());
    };
    expect(elsewhere).not.toBe('');
    expect(at(elsewhere)).toEqual([]);
    expect(at('elsewhere').join()).toMatch(/settings\.elsewhere = /);
  });

  test('is what the agent takes, at every site of a fleet', () => {
    for (const { name } of exampleFleet().sites) {
      const chart = Chart.of(clusterOf(exampleFleet(), name));
      const { data } = siteSnapshot(chart)['ConfigMap anycast-agent/failover-agent'] as unknown as {
        data: Record<string, string>;
      };
      expect(() => parseConfiguration(data['agent.json'] ?? '', name)).not.toThrow();
    }
  });
});
