import { App, Chart } from 'cdk8s';
import { MecCluster, standardSite } from '../../lib/constructs';
import type { StandardSiteOptions } from '../../lib/constructs';
import { Fleet } from '../../lib/fleet/fleet';
import type { FleetDescription } from '../../lib/fleet/description/fleet';

/** A small fleet that uses everything the constructs render. */
export function exampleFleet(change: Partial<FleetDescription> = {}): Fleet {
  return Fleet.from({ ...exampleDescription(), ...change });
}

/** The description of {@link exampleFleet}. */
export function exampleDescription(): FleetDescription {
  return {
    name: 'example',
    pools: { apps: '203.0.113.0/24' },
    plan: { links: '10.0.0.0/20', loopbacks: '10.0.16.0/24', hosts: '10.1.0.0/16', clients: '10.2.0.0/16' },
    networks: {
      isp: {
        as: 64600,
        routers: { 'pe-1': 'pe', 'pe-2': 'pe', 'pe-3': 'pe' },
        links: [
          ['pe-1', 'pe-2'],
          ['pe-2', 'pe-3'],
        ],
      },
    },
    sites: {
      'mec-1': { as: 64701, uplinks: ['isp/pe-1'], clients: ['ran'], hostPassword: { env: 'MEC1' } },
      'mec-2': { as: 64702, uplinks: ['isp/pe-2'], hosts: 3 },
      cloud: { as: 64703, kind: 'cloud', number: 3, uplinks: ['isp/pe-3'] },
    },
    services: {
      hello: {
        vip: '203.0.113.1',
        workload: { image: 'registry.example/hello:1.0', env: { MODE: 'edge' } },
        health: { http: '/healthz' },
      },
      limited: {
        vip: '203.0.113.2',
        workload: { image: 'registry.example/limited:1.0' },
        rateLimit: { perClient: '5r/s', aggregate: '100r/s' },
      },
      existing: {
        vip: '203.0.113.3',
        port: 53,
        protocol: 'UDP',
        selector: { app: 'dns' },
        namespace: 'dns',
        sites: ['mec-1', 'cloud'],
        health: { dns: { name: 'example.org' } },
      },
    },
  };
}

/** The standard cluster of one site in a chart of its own. */
export function clusterOf(fleet: Fleet, siteName: string, options?: StandardSiteOptions): MecCluster {
  const site = fleet.sites.find((candidate) => candidate.name === siteName);
  if (!site) throw new Error(`no site ${siteName}`);
  const cluster = new MecCluster(new Chart(new App(), 'mec'), 'mec', { site, fleet });
  standardSite(cluster, options);
  return cluster;
}

/** Everything that a construct and those below it report. */
export function problemsOf(cluster: { node: { findAll(): { node: { validate(): string[] } }[] } }): string[] {
  return cluster.node.findAll().flatMap((construct) => construct.node.validate());
}
