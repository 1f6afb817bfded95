import { Testing } from 'cdk8s';
import { AgentProgram, AnycastService, FailoverAgent, manifestsOf, MecCluster } from '../../lib/constructs';
import type { FailoverAgentProps } from '../../lib/constructs';
import { Fleet } from '../../lib/fleet';
import { exampleDescription, exampleFleet } from './example-fleet';

/** What a program without `exactOptionalPropertyTypes` may give: each of these keys, undefined. */
const undefinedOf = (...keys: readonly string[]): object => Object.fromEntries(keys.map((key) => [key, undefined]));

const description = exampleDescription();
const fleetWith = (ofSite: object, ofPort: object = {}) =>
  Fleet.from({
    ...description,
    defaults: { timers: { hold: '30s' }, bfd: { interval: '100ms' }, metallb: { mode: 'frr', debounce: '50ms' }, hosts: 3 },
    sites: { ...description.sites, 'mec-1': { as: 64701, uplinks: ['isp/pe-1'], clients: ['ran'], ...ofSite } },
    services: {
      ...description.services,
      two: {
        vip: '203.0.113.9',
        workload: { image: 'registry.example/two:1' },
        health: { every: '70ms' },
        ports: [{ port: 80, health: { http: '/', ...ofPort } }],
      },
    },
  });

/** The manifests of a cluster with a service and an agent. */
function written(ofService: object, ofAgent: Partial<FailoverAgentProps> = {}): unknown {
  const chart = Testing.chart();
  const fleet = exampleFleet();
  const mec = new MecCluster(chart, 'mec', { site: fleet.site('mec-1'), fleet });
  new AnycastService(mec, 'hello', ofService);
  new FailoverAgent(mec, 'agent', { program: AgentProgram.none(), nodePort: 30_470, ...ofAgent });
  expect(chart.node.findAll().flatMap((construct) => construct.node.validate())).toEqual([]);
  return manifestsOf(chart);
}

describe('what a program gives as undefined is not given', () => {
  test.each(['timers', 'bfd', 'metallb', 'hosts'])('to a site: %s is that of the defaults', (key) => {
    const [given, left] = [fleetWith(undefinedOf(key)).site('mec-1'), fleetWith({}).site('mec-1')];
    for (const group of ['timers', 'bfd', 'metallb'] as const) expect(given[group]).toEqual(left[group]);
    expect(given.hosts).toHaveLength(3);
  });

  test('to a group of a site', () => {
    const { timers, metallb } = fleetWith({ timers: undefinedOf('hold'), metallb: undefinedOf('mode') }).site('mec-1');
    expect(timers.holdMs).toBe(30_000);
    expect(metallb.mode).toBe('frr');
  });

  test('to the health of a port', () => {
    const health = (ofPort: object) => fleetWith({}, ofPort).services.find(({ name }) => name === 'two')?.checks[0]?.health;
    expect(health(undefinedOf('every'))).toEqual(health({}));
    expect(health({})).toMatchObject({ every: '70ms' });
  });

  test.each(['vip', 'health', 'workload', 'rateLimit'])('to a service: %s is that of the fleet', (key) =>
    expect(written(undefinedOf(key))).toEqual(written({})),
  );

  test.each(['health', 'timing', 'otherSites', 'checks', 'guards'])('to the settings of a service: %s', (key) =>
    expect(written({}, { settings: { hello: undefinedOf(key) } })).toEqual(written({})),
  );

  test('to a group of the settings of a service', () => {
    const settings = { hello: { health: undefinedOf('http', 'every'), timing: undefinedOf('hardDrain') } };
    expect(written({}, { settings })).toEqual(written({}));
  });

  test('to the namespaces of a cluster', () =>
    expect(new MecCluster(Testing.chart(), 'mec', { namespaces: undefinedOf('agent') }).namespaces.agent).toBe('anycast-agent'));

  test('but a value takes the place of what was there', () =>
    expect(written({ health: { http: '/other' } })).not.toEqual(written({})));
});
