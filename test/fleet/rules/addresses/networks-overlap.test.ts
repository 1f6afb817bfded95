import { Fleet } from '../../../../lib/fleet';
import type { Finding } from '../../../../lib/fleet';
import type { Loose } from '../changes';
import { testbed } from '../../testbed';

/** A class of networks: how one of it takes a prefix, in a first place and in a second one, and where it stands then. */
interface NetworkClass {
  readonly name: string;
  /** @param net the first three numbers of the prefix to take. @param at 0 or 1: which of two places */
  readonly take: (fleet: Loose, net: string, at: 0 | 1) => string;
}

const siteAt = (at: 0 | 1) => `mec-${at + 1}`;
const classes: readonly NetworkClass[] = [
  {
    name: 'pool',
    take: (fleet, net, at) => {
      fleet.pools[`more-${at}`] = `${net}.0/24`;
      return `pools.more-${at}`;
    },
  },
  {
    name: 'host network',
    take: (fleet, net, at) => {
      fleet.sites[siteAt(at)].lan = `${net}.0/24`;
      return `sites.${siteAt(at)}.lan`;
    },
  },
  {
    name: 'client network',
    take: (fleet, net, at) => {
      fleet.sites[siteAt(at)].clients = [{ name: 'upf', prefix: `${net}.0/24` }];
      return `sites.${siteAt(at)}.clients[0].prefix`;
    },
  },
  {
    name: 'uplink',
    take: (fleet, net, at) => {
      const addresses = { border: `${net}.6/30`, pe: `${net}.5/30` };
      fleet.sites[siteAt(at)].uplinks = [{ to: `isp-x/pe-${at + 1}`, addresses }];
      return `sites.${siteAt(at)}.uplinks[0].addresses`;
    },
  },
  {
    name: 'backbone link with a prefix',
    take: (fleet, net, at) => {
      fleet.networks['isp-y'].links[at] = { ends: ['y-2', `y-${1 + 2 * at}`], prefix: `${net}.4/30` };
      return `networks.isp-y.links[${at}].prefix`;
    },
  },
  {
    name: 'backbone link with addresses',
    take: (fleet, net, at) => {
      fleet.networks['isp-y'].links[at] = { ends: ['y-2', `y-${1 + 2 * at}`], addresses: [`${net}.5/30`, `${net}.6/30`] };
      return `networks.isp-y.links[${at}].addresses`;
    },
  },
  {
    name: 'exchange',
    take: (fleet, net, at) => {
      fleet.exchanges[`more-${at}`] = { members: ['isp-x/x-1', 'isp-y/y-1'], prefix: `${net}.0/28` };
      return `exchanges.more-${at}.prefix`;
    },
  },
  {
    name: 'loopback of a border',
    take: (fleet, net, at) => {
      fleet.sites[siteAt(at)].borders = { b: { loopback: `${net}.5` } };
      return `sites.${siteAt(at)}.borders.b.loopback`;
    },
  },
  {
    name: 'loopback of a router',
    take: (fleet, net, at) => {
      fleet.networks['isp-x'].routers[`p-${at + 1}`] = { role: 'p', loopback: [`${net}.5`] };
      return `networks.isp-x.routers.p-${at + 1}.loopback[0]`;
    },
  },
  {
    name: 'pod range',
    take: (fleet, net, at) => {
      fleet.sites[siteAt(at)].pods = [`${net}.0/24`];
      return `sites.${siteAt(at)}.pods[0]`;
    },
  },
  {
    name: 'ClusterIP range',
    take: (fleet, net, at) => {
      fleet.sites[siteAt(at)].serviceRange = `${net}.0/24`;
      return `sites.${siteAt(at)}.serviceRange`;
    },
  },
];

const examined = (change: (fleet: Loose) => void): readonly Finding[] => {
  const fleet = testbed();
  change(fleet);
  return Fleet.examine(fleet).findings.filter(({ severity }) => severity === 'error');
};

const cluster = new Set(['pod range', 'ClusterIP range']);
const pairs = classes.flatMap((a, index) => classes.slice(index).map((b) => ({ a, b })));

describe.each(pairs)('a $a.name and a $b.name', ({ a, b }) => {
  test('are accepted apart', () => {
    const errors = examined((fleet) => {
      a.take(fleet, '192.168.6', 0);
      b.take(fleet, '192.168.7', 1);
    });
    expect(errors).toEqual([]);
  });

  test('are told once, with both places and networks, where they meet', () => {
    const places: string[] = [];
    const errors = examined((fleet) => places.push(a.take(fleet, '192.168.6', 0), b.take(fleet, '192.168.6', 1)));
    // Each site has a cluster of its own; and two equal loopbacks are told as one address that two routers have.
    if (cluster.has(a.name) && cluster.has(b.name)) return expect(errors).toEqual([]);
    expect(errors).toHaveLength(1);
    const [error] = errors as [Finding];
    if (a.name.startsWith('loopback') && b.name.startsWith('loopback')) return expect(error.rule).toBe('duplicate-address');
    expect(error.rule).toBe('networks-overlap');
    expect(places).toContain(error.path);
    for (const place of places) expect(`${error.path} ${error.message}`).toContain(place);
    expect(error.message.match(/192\.168\.6\.\d+\/\d+/g)).toHaveLength(2);
  });
});

describe('pods and ClusterIPs', () => {
  test('of one site lie apart', () => {
    const [error] = examined((fleet) =>
      Object.assign(fleet.sites['mec-1'], { pods: '172.16.0.0/16', serviceRange: '172.16.0.0/20' }),
    );
    expect(error).toMatchObject({ rule: 'networks-overlap', path: 'sites.mec-1.pods' });
  });

  test('that a flavour brings are met where a plan lies in them, and told once for all sites', () => {
    const errors = examined((fleet) => (fleet.plan.hosts = '10.96.0.0/16'));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({
      path: 'plan.hosts',
      value: '10.96.0.0/16',
      message: expect.stringContaining(
        '10.96.0.0/12, the ClusterIP range that kubeadm installs at mec-1 (sites.mec-1.serviceRange)',
      ),
    });
  });
});

describe('spaces of the plan', () => {
  test.each([
    ['hosts', '10.200.0.0/16', 'clients'],
    ['links', '10.1.128.0/17', 'hosts'],
    ['loopbacks', '10.0.0.0/16', 'links'],
    ['exchanges', '10.255.0.0/24', 'loopbacks'],
  ])('lie apart: %s of %s is told once', (space, prefix, other) => {
    const errors = examined((fleet) => (fleet.plan[space] = prefix));
    expect(errors.map(({ rule }) => rule)).toEqual(['networks-overlap']);
    expect(`${errors[0]?.path} ${errors[0]?.message}`).toContain(`plan.${space}`);
    expect(`${errors[0]?.path} ${errors[0]?.message}`).toContain(`plan.${other}`);
  });

  test('are told in a sentence', () => {
    const [error] = examined((fleet) => (fleet.plan.hosts = '10.200.0.0/16'));
    expect(error?.message).toMatch(/^10\.200\.0\.0\/16 of plan\.\w+ overlaps 10\.200\.0\.0\/16 of plan\.\w+\.$/);
  });

  test('hold networks that are given', () => {
    expect(examined((fleet) => (fleet.sites['mec-1'].lan = '10.1.77.0/24'))).toEqual([]);
  });

  test('are told where a given network takes what they gave another site', () => {
    const errors = examined((fleet) => (fleet.sites['mec-1'].lan = '10.1.2.0/24'));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({
      path: 'sites.mec-1.lan',
      message: expect.stringContaining('10.1.2.0/24, the host network of mec-2 (from plan.hosts)'),
    });
  });
});

test('a site number that stands twice is told as that alone', () => {
  expect(examined((fleet) => (fleet.sites['mec-1'].number = 2)).map(({ rule }) => rule)).toEqual(['duplicate-site-number']);
});
