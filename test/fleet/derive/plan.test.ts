import { Fleet } from '../../../lib/fleet';
import { testbed } from '../testbed';

describe('addresses from the plan', () => {
  test('follow the number of the site', () => {
    const fleet = Fleet.from(testbed());
    const site = fleet.site('mec-2');
    expect(site.number).toBe(2);
    expect(site.lan.map(String)).toEqual(['10.1.2.0/24']);
    expect(site.hosts.map((host) => host.addresses[0]!.address)).toEqual(['10.1.2.11', '10.1.2.12']);
    expect(site.uplinks[0]!.peAddresses[0]!.address).toBe('10.0.0.64');
    expect(site.uplinks[0]!.borderAddresses[0]!.address).toBe('10.0.0.65');
    expect(site.borders[0]!.loopbacks[0]!.address).toBe('10.255.0.16');
    expect(site.clients[0]!.prefixes.map(String)).toEqual(['10.200.2.0/27']);
  });

  test('give way to those that are given', () => {
    const description = testbed();
    description.sites['mec-2'] = {
      ...description.sites['mec-2']!,
      lan: '192.0.2.0/24',
      hosts: [{ name: 'a', address: '192.0.2.77', as: 64600 }],
      uplinks: [{ to: 'isp-x/pe-2', addresses: { border: '198.51.100.2/30', pe: '198.51.100.1/30' } }],
    };
    const site = Fleet.from(description).site('mec-2');
    expect(site.hosts).toHaveLength(1);
    expect(site.hosts[0]).toMatchObject({ name: 'a', as: 64600 });
    expect(site.hosts[0]!.addresses[0]!.address).toBe('192.0.2.77');
    expect(site.uplinks[0]!.borderAddresses[0]!.address).toBe('198.51.100.2');
  });

  test('stay when sites come, go and change places', () => {
    const before = Fleet.from(testbed()).site('mec-4');
    const description = testbed();
    const { 'mec-1': first, cloud, ...others } = description.sites;
    description.sites = { 'mec-9': { as: 64600, uplinks: ['isp-x/pe-1'] }, cloud: cloud!, ...others, 'mec-1': first! };
    const after = Fleet.from(description).site('mec-4');
    expect(after.hosts.map((host) => host.addresses)).toEqual(before.hosts.map((host) => host.addresses));
    expect(after.uplinks[0]!.borderAddresses).toEqual(before.uplinks[0]!.borderAddresses);
  });

  test('are missed by name where neither given nor planned', () => {
    const description = testbed();
    delete description.plan!.hosts;
    const { findings } = Fleet.examine(description);
    expect(findings.filter((finding) => finding.rule === 'no-address').map((finding) => finding.path)).toContain(
      'sites.mec-1.lan',
    );
  });

  test('are refused where the plan has no room', () => {
    const description = testbed();
    description.sites['mec-4']!.number = 256;
    const { findings } = Fleet.examine(description);
    expect(findings.find((finding) => finding.rule === 'plan-too-small')?.message).toContain('sites.mec-4');
  });
});

describe('a plan without room tells what helps', () => {
  const findings = (change: (fleet: any) => void) => {
    const description = testbed();
    change(description);
    return Fleet.examine(description).findings.filter(({ severity }) => severity === 'error');
  };
  const nineNetworks = (fleet: any, routers: object) => {
    for (let index = 3; index <= 9; index++) fleet.networks[`n-${index}`] = { as: 64700 + index, routers: { r: 'pe' } };
    fleet.networks['n-9'] = { as: 64709, routers };
  };

  test('to a ninth network: its own loopbacks and links, not the plan that is there', () => {
    const found = findings((fleet) => {
      nineNetworks(fleet, { a: 'pe', b: 'pe' });
      fleet.networks['n-9'].links = [['a', 'b']];
    });
    expect(found.map(({ rule, path, remedy }) => [rule, path, remedy])).toEqual([
      ['plan-too-small', 'networks.n-9', 'As the plan has none for it, give `loopback` to each of its routers.'],
      ['plan-too-small', 'networks.n-9', 'As the plan has none for it, give `prefix` or `addresses` to each of its links.'],
    ]);
  });

  test('and the remedy helps', () => {
    const found = findings((fleet) => {
      nineNetworks(fleet, { a: { role: 'pe', loopback: '172.29.0.1' }, b: { role: 'pe', loopback: '172.29.0.2' } });
      fleet.networks['n-9'].links = [{ ends: ['a', 'b'], prefix: '172.29.1.0/31' }];
    });
    expect(found).toEqual([]);
  });

  test('to a seventeenth uplink: its addresses', () => {
    const found = findings((fleet) => (fleet.sites['mec-1'].uplinks = Array.from({ length: 17 }, () => 'isp-x/pe-1')));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ path: 'sites.mec-1.uplinks[16]', value: 17, remedy: 'Give the uplink its `addresses`.' });
  });

  test('to a ninth client network: its prefix', () => {
    const found = findings((fleet) => (fleet.sites['mec-1'].clients = Array.from({ length: 9 }, (_, n) => `c-${n}`)));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ path: 'sites.mec-1.clients[8]', remedy: 'Give the client network its `prefix`.' });
  });

  test('to a number beyond it: a larger prefix, a smaller number or the own network', () => {
    const found = findings((fleet) => (fleet.sites['mec-4'].number = 256));
    expect(found.find(({ path }) => path === 'plan.hosts')).toMatchObject({
      value: '10.1.0.0/16',
      remedy: 'Enlarge it, give sites.mec-4 a smaller `number`, or give its `lan`.',
    });
  });
});
