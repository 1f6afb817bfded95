import { Fleet } from '../../../lib/fleet';
import { changed } from '../rules/cases';
import { testbed } from '../testbed';

type Change = (fleet: any) => void;

const findings = (change: Change) =>
  Fleet.examine(changed(testbed(), change)).findings.filter(({ severity }) => severity === 'error');
const places = (change: Change) => findings(change).map(({ rule, path }) => `${rule} ${path}`);

const site = (values: object): Change => set('mec-1', values);
const set =
  (name: string, values: object): Change =>
  (fleet) =>
    void Object.assign(fleet.sites[name], values);
const workload =
  (values: object): Change =>
  (fleet) =>
    void Object.assign(fleet.services.sensors.workload, values);

describe('what has one address of a family', () => {
  const both = ['10.9.0.0/24', '2001:db8:9::/64'];
  const twice = ['10.9.0.0/24', '2001:db8:9::/64', '10.9.1.0/24'];
  const ends = (end: number) => [`10.9.0.${end}/31`, `2001:db8:9::${end}/127`];

  test.each<[string, (list: string[]) => Change, string]>([
    ['the host network', (lan) => site({ lan }), 'sites.mec-1.lan'],
    ['a client network', (prefix) => site({ clients: [{ name: 'ran', prefix }] }), 'sites.mec-1.clients[0].prefix'],
    ['an exchange', (prefix) => (f) => void (f.exchanges.ixp.prefix = prefix), 'exchanges.ixp.prefix'],
    ['links of the plan', (links) => (f) => void (f.plan.links = links), 'plan.links'],
    ['loopbacks of the plan', (loopbacks) => (f) => void (f.plan.loopbacks = loopbacks), 'plan.loopbacks'],
    ['host networks of the plan', (hosts) => (f) => void (f.plan.hosts = hosts), 'plan.hosts'],
    ['client networks of the plan', (clients) => (f) => void (f.plan.clients = clients), 'plan.clients'],
    ['exchanges of the plan', (exchanges) => (f) => void (f.plan.exchanges = exchanges), 'plan.exchanges'],
  ])('%s: a second prefix of a family is refused at its place', (_, put, path) => {
    expect(places(put(twice))).toContain(`schema ${path}[2]`);
    expect(places(put(both)).filter((place) => place.startsWith('schema'))).toEqual([]);
  });

  test.each<[string, (list: string[]) => Change, string]>([
    ['a border in the host network', (lan) => site({ borders: { b: { lan } } }), 'sites.mec-1.borders.b.lan'],
    ['the loopback of a border', (loopback) => site({ borders: { b: { loopback } } }), 'sites.mec-1.borders.b.loopback'],
    ['a host', (address) => site({ hosts: [{ name: 'a', address }] }), 'sites.mec-1.hosts[0].address'],
    [
      'the loopback of a router',
      (loopback) => (f) => void (f.networks['isp-y'].routers['y-1'] = { role: 'pe', loopback }),
      'networks.isp-y.routers.y-1.loopback',
    ],
  ])('%s: a second address of a family is refused at its place', (_, put, path) => {
    expect(places(put(['10.1.1.20', '2001:db8::20', '10.1.1.21']))).toContain(`schema ${path}[2]`);
    expect(places(put(['10.1.1.20', '2001:db8::20'])).filter((place) => place.startsWith('schema'))).toEqual([]);
  });

  test('an uplink and a link, at each end', () => {
    const uplink = (border: string[], pe: string[]) => site({ uplinks: [{ to: 'isp-x/pe-1', addresses: { border, pe } }] });
    expect(places(uplink([...ends(0), '10.9.0.2/31'], ends(1)))).toContain('schema sites.mec-1.uplinks[0].addresses.border[2]');
    expect(places(uplink(ends(0), ends(1))).filter((place) => place.startsWith('schema'))).toEqual([]);
    const link =
      (addresses: string[][]): Change =>
      (f) =>
        void (f.networks['isp-y'].links[0] = { ends: ['y-1', 'y-2'], addresses });
    expect(places(link([ends(0), [...ends(1), '10.9.0.3/31']]))).toContain('schema networks.isp-y.links[0].addresses[1][2]');
    expect(places(link([ends(0), ends(1)])).filter((place) => place.startsWith('schema'))).toEqual([]);
  });

  test('and its remedy is to take the second out', () => {
    const [finding] = findings(site({ lan: ['10.9.0.0/24', '10.9.1.0/24'] }));
    expect(finding).toMatchObject({
      value: '10.9.1.0/24',
      allowed: 'one of IPv4 and one of IPv6',
      remedy: expect.stringMatching(/^Take it out/),
    });
  });
});

describe('a list in which every entry stands once', () => {
  test.each<[string, Change, string]>([
    ['sites of a service', (f) => void (f.services.sensors.sites = ['mec-1', 'cloud', 'mec-1']), 'services.sensors.sites[2]'],
    ['secrets of a registry', workload({ imagePullSecrets: ['a', 'a'] }), 'services.sensors.workload.imagePullSecrets[1]'],
    [
      'route reflectors',
      (f) => void (f.networks['isp-y'].ibgp = { routeReflectors: ['y-1', 'y-1'] }),
      'networks.isp-y.ibgp.routeReflectors[1]',
    ],
  ])('%s: the second one is refused, and the rest is judged', (_, change, path) => {
    expect(places(change).filter((place) => !place.includes('site-loss'))).toEqual([`schema ${path}`]);
  });

  test('is taken without it', () => {
    expect(places((f) => void (f.services.sensors.sites = ['mec-1', 'cloud']))).toEqual([]);
  });
});

describe('a site without border routers', () => {
  test('is refused where they are described, and nothing that follows of it is told', () => {
    expect(places(site({ borders: {} }))).toEqual(['schema sites.mec-1.borders']);
    expect(places(site({ borders: { b: {} } }))).toEqual([]);
  });
});

describe('a debounce', () => {
  test.each(['1ms', '50ms', '0.5s', '1min'])('of %s is a number of milliseconds', (debounce) => {
    expect(places(site({ metallb: { mode: 'frr', debounce } }))).toEqual([]);
  });
  test.each(['0ms', '1.5ms', '0.0005s', '1e3ms', '35792min'])(
    'of %s is refused: the speaker takes a whole number above 0',
    (debounce) => {
      expect(places(site({ metallb: { mode: 'frr', debounce } }))).toEqual(['schema sites.mec-1.metallb.debounce']);
    },
  );
});

describe('networks that a workload may reach', () => {
  test.each(['10.0.0.0/8', '0.0.0.0/0', '10.0.0.1/32', '2001:DB8:0::/48', '::/0', '::/96'])('%s is taken', (prefix) => {
    expect(places(workload({ egress: [{ prefix }] }))).toEqual([]);
  });
  test.each([
    ['10.0.0.1/8', 'Write 10.0.0.0/8.'],
    ['2001:db8::1/48', 'Write 2001:db8::/48.'],
    ['::ffff:10.0.0.0/104', 'Write the prefix of IPv4.'],
    ['::ffff:0:0/96', 'Write the prefix of IPv4.'],
  ])('%s is refused, as the API server does', (prefix, remedy) => {
    expect(findings(workload({ egress: [{ prefix: ['192.0.2.0/24', prefix] }] }))).toMatchObject([
      { rule: 'schema', path: 'services.sensors.workload.egress[0].prefix[1]', value: prefix, remedy },
    ]);
  });
});

describe('the path of a volume', () => {
  test.each(['/a', '/etc/app.d', '/.hidden', '/...'])('%s is taken', (path) => {
    expect(places(workload({ volumes: [{ path, secret: 'a' }] }))).toEqual([]);
  });
  test.each(['/.', '/./tmp', '/a/.', '/a/../b'])('%s is refused: it is another than it looks like', (path) => {
    expect(places(workload({ volumes: [{ path, secret: 'a' }] }))).toEqual(['schema services.sensors.workload.volumes[0].path']);
  });
});
