import { Fleet, MecApp, placeholderSecrets } from '../../lib';
import { objectsOf } from '../../lib/testing';
import { clusterOf, exampleFleet } from './example-fleet';

const service = (last: number, more: object = {}) => ({
  vip: `203.0.113.${last}`,
  workload: { image: 'registry.example/a:1' },
  ...more,
});
const services = (names: readonly string[], more: object = {}) =>
  Object.fromEntries(names.map((name, index) => [name, service(index + 1, more)]));

/** What every service and site may be called though we use the name, too. */
const ours = [
  ...['agent', 'bfd', 'peering', 'host-password', 'failover-agent', 'bfdd', 'speaker', 'controller', 'mec', 'site'],
  ...['namespace-shop', 'namespace-agent', 'shop', 'binding-shop', 'role', 'config', 'service', 'deployment'],
  ...['constructor', 'border-1', 'host-1', 'apps', 'default', 'pulumi-output-0-token', 'failover-agent-lease'],
];

describe('names of the operator and ours', () => {
  test('do not meet in the objects of a site: every service has its own Service, beside everything of ours', () => {
    const plain = objectsOf(clusterOf(exampleFleet({ services: services(['a']) }), 'mec-1')).length;
    const perService = objectsOf(clusterOf(exampleFleet({ services: services(['a', 'b']) }), 'mec-1')).length - plain;
    const objects = objectsOf(clusterOf(exampleFleet({ services: services(ours) }), 'mec-1'));
    const identities = objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`);
    expect(new Set(identities).size).toBe(identities.length);
    for (const name of ours) expect(identities).toContain(`Service ${name}/${name}`);
    // The namespace `default` is there already.
    expect(identities.length).toBe(plain + perService * (ours.length - 1) - 1);
    expect(identities).not.toContain('Namespace /default');
  });

  test('do not meet in the files of a fleet whose sites, routers and hosts are called as ours, nor where it is limited', () => {
    const routers = Object.fromEntries(['constructor', 'agent'].map((name) => [name, 'pe' as const]));
    const fleet = exampleFleet({
      services: services(ours, { rateLimit: { perClient: '5r/s' } }),
      networks: { isp: { as: 64600, routers, links: [['constructor', 'agent']] } },
      sites: {
        constructor: { as: 64701, uplinks: ['isp/constructor'], hosts: [{ name: 'constructor' }, { name: 'host-1' }], number: 1 },
        peering: { as: 64702, uplinks: ['isp/agent'], number: 2 },
        cloud: { as: 64703, kind: 'cloud', number: 3, uplinks: ['isp/constructor'] },
      },
    });
    const paths = new MecApp(fleet, undefined, { secrets: placeholderSecrets }).render().map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    for (const site of ['constructor', 'peering'])
      for (const name of ours) expect(paths).toContain(`${site}/kubernetes/40-service-${name}.yaml`);
  });

  test('do not meet in the sessions of a border that is called as that of another over IPv6', () => {
    const fleet = Fleet.from({
      ...exampleFleet().description,
      plan: {
        ...exampleFleet().description.plan,
        hosts: ['10.1.0.0/16', '2001:db8:3::/48'],
      },
      sites: {
        ...exampleFleet().description.sites,
        'mec-2': {
          as: 64702,
          metallb: { mode: 'frr' },
          borders: { 'border-1': {}, 'border-1-v6': {}, 'border-1-v6-v6': {} },
          uplinks: ['isp/pe-2', 'isp/pe-3'],
          hosts: [{ name: 'a' }, { name: 'b', as: 64513 }],
        },
      },
    });
    const names = objectsOf(clusterOf(fleet, 'mec-2')).flatMap(({ kind, metadata }) => (kind === 'BGPPeer' ? metadata.name : []));
    expect(names).toHaveLength(3 * 2 * 2);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining(['border-1-v6-as64512', 'border-1-v6.v4-as64512']));
  });
});
