import { manifestDifferences, semanticDiff, siteSnapshot } from '../../../lib/testing';
import { clusterOf, exampleFleet } from '../example-fleet';

const plan = { links: '10.0.0.0/20', loopbacks: '10.0.16.0/24', hosts: '10.1.0.0/16', clients: '10.2.0.0/16' };

describe('two sites', () => {
  const fleet = exampleFleet({
    plan,
    sites: {
      'mec-1': { as: 64701, uplinks: ['isp/pe-1'], borders: 2 },
      'mec-2': { as: 64702, uplinks: ['isp/pe-2'], borders: 2 },
      cloud: { as: 64703, kind: 'cloud', number: 3, uplinks: ['isp/pe-3'] },
    },
    services: { hello: { vip: '203.0.113.1', workload: { image: 'registry.example/hello:1.0' } } },
  });
  const differences = manifestDifferences(clusterOf(fleet, 'mec-1'), clusterOf(fleet, 'mec-2'));

  test('differ only in the AS and the addresses that the fleet declares for each, and in the name of the site', () => {
    const declared = (object: string, path: string) =>
      (object.startsWith('BGPPeer') && ['spec.peerASN', 'spec.peerAddress'].includes(path)) ||
      (object === 'ConfigMap anycast-bfd/bfdd' && path === 'data.bfdd.conf') ||
      (object === 'DaemonSet anycast-bfd/bfdd' && path.endsWith('anycast-mec.io/config-sha256')) ||
      (object === 'Deployment anycast-agent/failover-agent' && path.endsWith('anycast-mec.io/config-sha256')) ||
      (object === 'ConfigMap anycast-agent/failover-agent' && path === 'data.agent.json.site') ||
      (object === 'NetworkPolicy anycast-agent/failover-agent' && path.endsWith('ipBlock.cidr'));
    expect(differences.filter(({ object, path }) => !declared(object, path))).toEqual([]);
    // Both borders: their AS and their address.
    expect(differences.filter(({ object }) => object.startsWith('BGPPeer'))).toHaveLength(4);
  });

  test('have agents that are told the same but for the name of the site', () => {
    const agent = (site: string) =>
      JSON.parse((siteSnapshot(clusterOf(fleet, site))['ConfigMap anycast-agent/failover-agent'] as any).data['agent.json']);
    expect({ ...agent('mec-1'), site: 'mec-2' }).toEqual(agent('mec-2'));
  });

  test('have objects of the same names', () => {
    expect(Object.keys(siteSnapshot(clusterOf(fleet, 'mec-1')))).toEqual(Object.keys(siteSnapshot(clusterOf(fleet, 'mec-2'))));
  });
});

test('a program gives the same manifests every time', () => {
  expect(semanticDiff(clusterOf(exampleFleet(), 'mec-1'), clusterOf(exampleFleet(), 'mec-1'))).toBe('');
});
