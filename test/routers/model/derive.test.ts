import { Fleet } from '../../../lib/fleet';
import type { FleetDescription } from '../../../lib/fleet';
import { routersOf } from '../../../lib/routers/model/derive';
import type { RouterModel } from '../../../lib/routers/model/router-model';
import { testbed } from '../../fleet/testbed';

const modelsOf = (change: (fleet: FleetDescription) => void = () => undefined) => {
  const description = testbed();
  change(description);
  return new Map(routersOf(Fleet.from(description)).map((model) => [model.fullName, model]));
};
const model = (name: string, change?: (fleet: FleetDescription) => void): RouterModel => modelsOf(change).get(name)!;
const plain = (value: unknown) =>
  JSON.stringify(value, (_, entry: unknown) => (typeof entry === 'bigint' ? String(entry) : entry));

describe('the model of a border', () => {
  test('takes from hosts the VIPs of its site, and tells them nothing', () => {
    const border = model('mec-1/border-1');
    const [hosts] = border.bgp!.dynamic;
    expect(hosts).toMatchObject({
      ranges: ['10.1.1.0/24'],
      remoteAs: 64512,
      importPolicy: 'hosts-64512-in-4',
      exportPolicy: 'nothing-4',
      maxPrefix: 8,
    });
    expect(border.policies.find((policy) => policy.name === 'hosts-64512-in-4')!.rules).toEqual([
      {
        action: 'accept',
        prefixes: 'site-mec-1-vips-4',
        asPaths: [[64512]],
        originIgp: true,
        med: 0,
        stripCommunities: true,
        mark: [65533, 0, 1],
      },
    ]);
    expect(border.prefixSets.find((set) => set.name === 'site-mec-1-vips-4')!.entries).toEqual([{ prefix: '11.11.11.11/32' }]);
    expect(border.policies.find((policy) => policy.name === 'nothing-4')!.rules).toEqual([]);
  });

  test('does not take a VIP of a service that the site does not serve', () => {
    const border = model('mec-1/border-1', (fleet) => (fleet.services!['sensors']!.sites = ['mec-2', 'cloud']));
    expect(border.prefixSets.find((set) => set.name === 'site-mec-1-vips-4')!.entries).toEqual([]);
    expect(border.statics).toEqual([]);
  });

  test('keeps a floating route of the VIP to each of its hosts, below BGP', () => {
    expect(model('mec-1/border-1').statics).toEqual([
      {
        prefix: '11.11.11.11/32',
        via: '10.1.1.11',
        interface: 'hosts0',
        distance: 250,
        description: 'last resort of sensors: host-1',
      },
      {
        prefix: '11.11.11.11/32',
        via: '10.1.1.12',
        interface: 'hosts0',
        distance: 250,
        description: 'last resort of sensors: host-2',
      },
    ]);
  });

  test('originates host and client networks, never a VIP', () => {
    expect(model('mec-1/border-1').bgp!.originated.prefixes).toEqual(['10.1.1.0/24', '10.200.1.0/27']);
  });

  test('sends over uplinks what is marked as its own, and tells no other site’s VIP on', () => {
    const border = model('mec-1/border-1');
    const rules = (name: string) => border.policies.find((policy) => policy.name === name)!.rules;
    expect(rules('uplink-out-4').map((rule) => [rule.prefixes, rule.largeCommunity])).toEqual([
      ['site-mec-1-vips-4', [65533, 0, 1]],
      ['site-mec-1-networks-4', [65533, 0, 1]],
    ]);
    expect(rules('uplink-1-in-4').flatMap((rule) => rule.mark ?? [])).toEqual([]);
  });

  test('prefers, of equally long paths, that of the uplink described first, at every border of the site', () => {
    const models = modelsOf((fleet) => {
      const site = fleet.sites['mec-1']!;
      site.borders = 2;
      site.uplinks = ['isp-x/pe-1', { to: 'isp-x/pe-2', border: 'border-2' }, 'isp-y/y-1'];
    });
    const metrics = [...models.values()]
      .filter((router) => router.owner === 'mec-1')
      .flatMap((router) => router.policies)
      .filter((policy) => /^uplink-\d-in/.test(policy.name))
      .map((policy) => [policy.name, policy.rules.flatMap((rule) => rule.med ?? [])]);
    expect(metrics).toEqual([
      ['uplink-1-in-4', [1, 1]],
      ['uplink-3-in-4', [3, 3]],
      ['uplink-2-in-4', [2, 2]],
    ]);
    expect(models.get('mec-1/border-1')!.bgp).toMatchObject({ comparesMed: true, multipath: true });
    expect(models.get('isp-x/pe-1')!.bgp).toMatchObject({ comparesMed: false, multipath: false });
  });

  test('speaks with the other borders of its site, and withdraws a network whose interface is down', () => {
    const both = (name: string) => model(name, (fleet) => (fleet.sites['mec-1']!.borders = 2));
    const border = both('mec-1/border-1');
    expect(border.bgp!.neighbors.find((entry) => entry.kind === 'border')).toMatchObject({
      address: '10.1.1.2',
      localAddress: '10.1.1.1',
      interface: 'hosts0',
      remoteAs: 65533,
      nextHopSelf: true,
    });
    expect(border.bgp!.originated.whileConnected).toBe(true);
    expect(model('mec-1/border-1').bgp!.originated.whileConnected).toBe(false);
  });

  test('announces what it reaches over another border only where it alone has uplinks', () => {
    const marks = (uplinks: FleetDescription['sites'][string]['uplinks']) =>
      model('mec-1/border-1', (fleet) => Object.assign(fleet.sites['mec-1']!, { borders: 2, uplinks }))
        .policies.find((policy) => policy.name === 'border-in-4')!
        .rules.map((rule) => [rule.prefixes, rule.mark]);
    const alone = marks([{ to: 'isp-x/pe-1', border: 'border-1' }]);
    expect(alone).toContainEqual(['site-mec-1-networks-4', [65533, 0, 1]]);
    expect(alone.filter(([, mark]) => mark)).toHaveLength(1);
    expect(marks(['isp-x/pe-1', 'isp-x/pe-2']).filter(([, mark]) => mark)).toEqual([]);
  });

  test('expects the AS that MetalLB shows it: its own one, or in frr mode the local AS', () => {
    const shown = (mode: 'frr' | 'native') =>
      model('mec-1/border-1', (fleet) => {
        fleet.acknowledge = [];
        fleet.sites['mec-1']!.metallb = { mode, ...(mode === 'frr' && { localAS: 64999 }) };
      }).bgp!.dynamic.map((entry) => entry.remoteAs);
    expect([shown('native'), shown('frr')]).toEqual([[64512], [64999]]);
  });

  test('depends on no other site', () => {
    const alone = model('mec-1/border-1', (fleet) => {
      for (const name of ['mec-3', 'mec-4']) delete fleet.sites[name];
      fleet.sites['mec-9'] = { as: 64777, uplinks: ['isp-x/pe-1'] };
    });
    expect(plain(alone)).toBe(plain(model('mec-1/border-1')));
  });

  test('tells hosts of different AS apart by address', () => {
    const border = model('mec-1/border-1', (fleet) => (fleet.sites['mec-1']!.hosts = [{ name: 'a', as: 64801 }, { name: 'b' }]));
    expect(border.bgp!.dynamic.map(({ remoteAs, ranges }) => [remoteAs, ranges])).toEqual([
      [64801, ['10.1.1.11/32']],
      [64512, ['10.1.1.12/32']],
    ]);
  });
});

describe('the model of a PE', () => {
  test('takes from a site exactly what is the site’s', () => {
    const pe = model('isp-x/pe-1');
    const policy = pe.policies.find((candidate) => candidate.name === 'site-mec-1-in-4')!;
    const prefixes = (name: string | undefined) =>
      pe.prefixSets.find((set) => set.name === name)!.entries.map((entry) => entry.prefix);
    expect(policy.rules.map((rule) => [prefixes(rule.prefixes), rule.asPaths])).toEqual([
      [['11.11.11.11/32'], [[65533, 64512]]],
      [['10.1.1.0/24', '10.200.1.0/27'], [[65533]]],
    ]);
  });

  test('never shares the flows of a VIP over sites', () => {
    expect(model('isp-x/pe-1').bgp!.multipath).toBe(false);
    expect(model('mec-1/border-1').bgp!.multipath).toBe(true);
  });

  test('has the thesis’ MRAI on iBGP alone', () => {
    const byKind = (kind: string) =>
      new Set(
        model('isp-x/pe-1')
          .bgp!.neighbors.filter((entry) => entry.kind === kind)
          .map((entry) => entry.mraiMs),
      );
    expect(byKind('ibgp')).toEqual(new Set([5000]));
    expect(byKind('site')).toEqual(new Set([0]));
  });

  test('marks the site of origin where it overrides the AS, and not otherwise', () => {
    const overriding = model('isp-x/pe-1', (fleet) => (fleet.sites['mec-1']!.uplinks = [{ to: 'isp-x/pe-1', asOverride: true }]));
    const origin = (router: RouterModel) => router.bgp!.neighbors.find((entry) => entry.kind === 'site')!.siteOfOrigin;
    expect(origin(overriding)).toBe('64500:1');
    expect(origin(model('isp-x/pe-1'))).toBeUndefined();
  });
});

describe('the model of a P router', () => {
  test('speaks OSPF and LDP over MPLS, and no BGP', () => {
    const p = model('isp-x/p-2');
    expect(p.bgp).toBeUndefined();
    expect(p.ldp).toEqual({ interfaces: ['to-p-1', 'to-pe-2', 'to-p-3', 'to-x-1'], transportAddress: '10.255.8.7' });
  });

  test('speaks BGP over plain IP, and no LDP', () => {
    const p = model('isp-x/p-2', (fleet) => (fleet.networks['isp-x']!.transport = 'plain'));
    expect(p.ldp).toBeUndefined();
    expect(p.bgp!.neighbors).toHaveLength(10);
  });
});

test('no site can be called like something of ours', () => {
  const pe = model('isp-x/pe-1', (fleet) => {
    const site = fleet.sites['mec-1']!;
    for (const [index, name] of ['network', 'exchange', 'border', 'site', 'vips', 'in', 'x-in-4-no-gshut'].entries())
      fleet.sites[name] = { ...site, number: 20 + index, as: 65100 + index, clients: [] };
  });
  for (const list of [pe.policies, pe.prefixSets]) {
    const found = list.map((entry) => entry.name);
    expect(found).toEqual([...new Set(found)]);
  }
});

test('every eBGP session names the roles of its ends (RFC 9234), strictly where both ends are generated, and no iBGP session does', () => {
  const models = modelsOf((fleet) => (fleet.sites['mec-1']!.borders = 2));
  const roles = new Set<string>();
  for (const { bgp } of models.values()) {
    for (const { kind, role } of bgp?.neighbors ?? []) roles.add(`${kind}: ${role ? `${role.local} ${role.strict}` : 'none'}`);
    for (const { role } of bgp?.dynamic ?? []) roles.add(`hosts: ${role ? `${role.local} ${role.strict}` : 'none'}`);
  }
  expect([...roles].sort()).toEqual([
    'border: none',
    'exchange: peer true',
    'hosts: provider false',
    'ibgp: none',
    'site: provider true',
    'uplink: customer true',
  ]);
});

test('every session that the fleet predicts is configured at both routers, and no other', () => {
  const description = testbed();
  description.sites['mec-2']!.borders = 3;
  const fleet = Fleet.from(description);
  const configured = routersOf(fleet).flatMap((router) =>
    (router.bgp?.neighbors ?? []).map((entry) => `${entry.localAddress} ${entry.address}`),
  );
  const predicted = fleet.sessions
    .filter((session) => session.kind !== 'host')
    .flatMap(({ ends: [a, b] }) => [`${a.address} ${b.address}`, `${b.address} ${a.address}`]);
  expect(configured.sort()).toEqual(predicted.sort());
});
