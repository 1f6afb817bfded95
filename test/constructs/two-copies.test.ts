import type { Chart } from 'cdk8s';
import { Testing } from 'cdk8s';
import * as ours from '../../lib';
import * as constructsOfOurs from '../../lib/constructs';
import { componentType } from '../../lib/pulumi/bridge/tokens';
import { exampleDescription } from './example-fleet';

type Library = typeof ours;

/** Another copy of the library, as a linked package brings one; with a cdk8s of its own, or with ours. */
function anotherCopy(ownCdk8s: boolean): Library {
  const peers = { cdk8s: jest.requireActual<object>('cdk8s'), constructs: jest.requireActual<object>('constructs') };
  let copy: Library | undefined;
  jest.isolateModules(() => {
    for (const [name, peer] of Object.entries(peers)) if (!ownCdk8s) jest.doMock(name, () => peer);
    copy = jest.requireActual<Library>('../../lib');
  });
  for (const name of Object.keys(peers)) jest.dontMock(name);
  if (!copy || copy.AnycastService === ours.AnycastService) throw new Error('it is the same copy');
  return copy;
}

const selector = { app: 'a' };
const peering = { pools: { a: ['203.0.113.0/24'] }, hostAs: 64512, siteAs: 64701, hosts: ['h1'] };
const upstream = { host: 'a.a.svc', port: 80 };

/** Every construct: how a copy makes it, and how ours asks whether something is one. */
const table: readonly (readonly [
  kind: string,
  make: (copy: Library, scope: Chart) => object,
  guard: (value: unknown) => boolean,
])[] = [
  ['MecCluster', (copy, scope) => new copy.MecCluster(scope, 'x'), ours.MecCluster.isMecCluster],
  [
    'MetalLBPeering',
    (copy, scope) => new copy.MetalLBPeering(scope, 'x', { ...peering, peers: [{ name: 'b', address: '10.0.0.1' }] }),
    ours.MetalLBPeering.isMetalLBPeering,
  ],
  ['BfdDaemonSet', (copy, scope) => new copy.BfdDaemonSet(scope, 'x', { peers: ['10.0.0.1'] }), ours.BfdDaemonSet.isBfdDaemonSet],
  [
    'AnycastService',
    (copy, scope) => new copy.AnycastService(scope, 'x', { vip: '203.0.113.1', selector }),
    ours.AnycastService.isAnycastService,
  ],
  [
    'RateLimiter',
    (copy, scope) => new copy.RateLimiter(scope, 'x', { namespace: 'a', upstream, perClient: '5r/s' }),
    ours.RateLimiter.isRateLimiter,
  ],
  ['FailoverAgent', (copy, scope) => new copy.FailoverAgent(scope, 'x', { hosts: ['h1'] }), ours.FailoverAgent.isFailoverAgent],
];

describe.each([
  ['with a cdk8s of its own', anotherCopy(true)],
  ['with our cdk8s', anotherCopy(false)],
])('another copy of the package, %s,', (_, copy) => {
  test.each(table)('makes a %s that ours takes for one, and for nothing else', (kind, make, guard) => {
    const made = make(copy, Testing.chart());
    expect(guard(made)).toBe(true);
    expect(table.filter(([, , other]) => other(made)).map(([name]) => name)).toEqual([kind]);
    expect(componentType(made as never)).toBe(`anycast-mec:index:${kind}`);
  });

  test('makes of a site what ours writes into the same files as its own', () => {
    const fleet = copy.Fleet.from(exampleDescription());
    const files = (library: Library) => {
      const cluster = new library.MecCluster(Testing.chart(), 'mec', { site: fleet.site('mec-1'), fleet });
      library.standardSite(cluster);
      return ours.manifestsOf(cluster);
    };
    expect(files(copy)).toEqual(files(ours));
    expect(files(copy).map(({ file }) => file)).toContain('40-service-hello.yaml');
  });

  test('gives its constructs the defaults of a cluster of ours, and ours adds nothing that is there', () => {
    const fleet = ours.Fleet.from(exampleDescription());
    const cluster = new ours.MecCluster(Testing.chart(), 'mec', { site: fleet.site('mec-1'), fleet });
    const agent = new copy.FailoverAgent(cluster, 'own-agent');
    const service = new copy.AnycastService(cluster, 'hello');
    ours.standardSite(cluster);
    const ids = cluster.node.children.map(({ node }) => node.id);
    expect(ids).toEqual(expect.arrayContaining(['own-agent', 'hello', 'peering']));
    expect(ids).not.toContain('agent');
    expect(service.name).toBe('hello');
    expect(cluster.services.map(({ name }) => name)).toContain('hello');
    expect(agent.node.path).toContain('mec/own-agent');
  });

  test('tells ours what a deployment tool must know of its Service', () => {
    const chart = Testing.chart();
    const service = new copy.AnycastService(chart, 'x', { vip: '203.0.113.1', selector });
    const object = service.node.tryFindChild('service') as never;
    expect(constructsOfOurs.deploymentHints(object)).toMatchObject({ isVip: true });
  });

  test('makes fleets and errors that ours knows', () => {
    expect(ours.Fleet.isFleet(copy.Fleet.from(exampleDescription()))).toBe(true);
    const wrong = () => copy.Fleet.from({} as never);
    expect(wrong).toThrow();
    try {
      wrong();
    } catch (error) {
      expect(ours.FleetError.isFleetError(error)).toBe(true);
    }
  });
});

describe('what is none of ours', () => {
  test.each([[undefined], [null], ['MecCluster'], [{}], [Testing.chart()], [{ kind: 'MecCluster' }]])('is none: %p', (value) => {
    expect(table.filter(([, , guard]) => guard(value))).toEqual([]);
    expect(ours.Fleet.isFleet(value)).toBe(false);
    expect(ours.FleetError.isFleetError(value)).toBe(false);
  });

  test('is what extends one of ours', () => {
    class Shop extends ours.AnycastService {}
    expect(ours.AnycastService.isAnycastService(new Shop(Testing.chart(), 'x', { vip: '203.0.113.1', selector }))).toBe(true);
  });
});
