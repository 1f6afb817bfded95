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
