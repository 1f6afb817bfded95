import { Fleet } from 'anycast-mec';
import type { FleetDescription } from 'anycast-mec';

/** Seven MECs on a ring of PE routers, and a cloud: the fleet that rollouts are tried on. */
export function eightSites(): Fleet {
  const mecs = [1, 2, 3, 4, 5, 6, 7];
  const description = {
    name: 'ring',
    pools: { apps: '203.0.113.0/28' },
    plan: { links: '10.0.0.0/20', loopbacks: '10.0.16.0/24', hosts: '10.1.0.0/16', clients: '10.2.0.0/16' },
    networks: {
      operator: {
        as: 64600,
        routers: Object.fromEntries([...mecs, 8].map((n) => [`pe-${n}`, 'pe'])),
        links: [...mecs.map((n) => [`pe-${n}`, `pe-${n + 1}`]), ['pe-8', 'pe-1']],
      },
    },
    sites: {
      ...Object.fromEntries(
        mecs.map((n) => [`mec-${n}`, { as: 64700 + n, hosts: 2, uplinks: [`operator/pe-${n}`], clients: [`ran-${n}`] }]),
      ),
      cloud: { as: 64799, hosts: 2, kind: 'cloud', number: 8, uplinks: ['operator/pe-8'] },
    },
    services: { hello: { vip: '203.0.113.1', workload: { image: 'registry.example/hello:1.0' }, health: { http: '/healthz' } } },
  } as unknown as FleetDescription;
  return Fleet.from(description);
}
