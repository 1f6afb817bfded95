import type { FleetDescription } from '../../lib/fleet';

/** The thesis' testbed in its shortest form: four MECs and the cloud, ISP X (MPLS), ISP Y, one exchange. */
export function testbed(): FleetDescription {
  return {
    name: 'testbed',
    pools: { apps: ['11.11.11.0/24'] },
    plan: {
      links: '10.0.0.0/16',
      loopbacks: '10.255.0.0/20',
      hosts: '10.1.0.0/16',
      clients: '10.200.0.0/16',
      exchanges: '10.254.0.0/24',
    },
    networks: {
      'isp-x': {
        as: 64500,
        preset: 'baseline',
        transport: 'mpls',
        linkDelay: '6ms',
        routers: {
          'pe-1': 'pe',
          'pe-2': 'pe',
          'pe-3': 'pe',
          'pe-4': 'pe',
          'x-1': 'pe',
          'p-1': 'p',
          'p-2': 'p',
          'p-3': 'p',
          'p-4': 'p',
          'p-5': 'p',
          'p-6': 'p',
        },
        links: [
          ['pe-1', 'p-1'],
          ['p-1', 'p-2'],
          ['p-2', 'pe-2'],
          ['p-2', 'p-3'],
          ['p-3', 'p-4'],
          ['p-4', 'pe-3'],
          ['p-4', 'p-5'],
          ['p-5', 'p-6'],
          ['p-6', 'pe-4'],
          ['p-2', 'x-1'],
        ],
      },
      'isp-y': {
        as: 64501,
        linkDelay: '6ms',
        routers: { 'y-1': 'pe', 'y-2': 'pe', 'y-3': 'pe' },
        links: [
          ['y-1', 'y-2'],
          ['y-2', 'y-3'],
        ],
      },
    },
    exchanges: { ixp: { members: ['isp-x/x-1', 'isp-y/y-1'] } },
    sites: {
      'mec-1': { as: 65533, uplinks: ['isp-x/pe-1'], clients: ['upf-1'] },
      'mec-2': { as: 65534, uplinks: ['isp-x/pe-2'], clients: ['upf-2'] },
      'mec-3': { as: 64514, uplinks: ['isp-x/pe-3'], clients: ['upf-3'] },
      'mec-4': { as: 64513, uplinks: ['isp-x/pe-4'], clients: ['upf-4'] },
      cloud: { kind: 'cloud', as: 64515, uplinks: ['isp-y/y-3'] },
    },
    services: { sensors: { vip: '11.11.11.11', workload: { image: 'registry.example/sensors:1' } } },
  };
}
