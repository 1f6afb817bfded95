import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { Fleet } from '../../../lib/fleet';
import { labFleet, labSecrets } from '../../../lab/src/model/lab-fleet';
import { probeService, probeServices } from '../../../lab/src/model/probe-service';
import { small } from '../keeper/running';

const examples = join(__dirname, '..', '..', '..', 'examples');

test("gets the lab's own service at the last address of the first pool that is free, and says so", () => {
  const { fleet, notes } = labFleet(Fleet.from(small), { mpls: false });
  expect(fleet.service(probeService).vips.map(({ address }) => address)).toEqual(['203.0.113.15']);
  expect(notes.join()).toContain('203.0.113.15:7007');
});

/** What the lab adds to a fleet: name, families and number of sites of each service of its own. */
function added(own: Fleet) {
  const { fleet } = labFleet(own, { mpls: false });
  return probeServices(fleet).map(({ name, vips, siteNames }) => [name, vips.map(({ family }) => family), siteNames.length]);
}

test("gets the lab's own service in both families where every site can serve both", () => {
  const metro = Fleet.load(join(examples, 'metro', 'fleet.yaml'));
  expect(added(metro)).toEqual([['lab-probe', [4, 6], metro.sites.length]]);
  expect(labFleet(metro, { mpls: false }).notes.join()).toMatch(/lab-probe at [\d.]+:7007 and \[[\da-f:]+\]:7007/);
});

test('gets a second one of IPv6 where some sites alone serve it', () => {
  const own = Fleet.load(join(examples, 'dual-homed', 'fleet.yaml'));
  const sites = own.sites.filter(({ services }) => services.some(({ vips }) => vips.some(({ family }) => family === 6)));
  expect(sites.length).toBeLessThan(own.sites.length);
  expect(added(own)).toEqual([
    ['lab-probe', [4], own.sites.length],
    ['lab-probe-v6', [6], sites.length],
  ]);
});

test('gets it in IPv4 alone where one site alone serves IPv6, so that nobody could take over', () => {
  const own = Fleet.load(join(examples, 'dual-homed', 'fleet.yaml'));
  const { description } = own;
  const { maps, ...services } = description.services!;
  const site = own.sites.find(({ services: served }) => served.some(({ name }) => name === 'maps'))!;
  const single = { ...maps!, sites: [site.name] };
  const acknowledge = [{ rule: 'site-loss-leaves-no-path', at: 'services.maps.sites', reason: 'a trial' }];
  const one = Fleet.from({ ...description, services: { ...services, maps: single }, acknowledge });
  expect(added(one)).toEqual([['lab-probe', [4], own.sites.length]]);
});

test('gets it in IPv6 alone where the pools have nothing else', () => {
  const { description } = Fleet.load(join(examples, 'metro', 'fleet.yaml'));
  const services = Object.entries(description.services ?? {}).flatMap(([name, given]) => {
    const vip = [given.vip].flat().filter((text) => text.includes(':'));
    return vip.length ? [[name, { ...given, vip }] as const] : [];
  });
  const pools = Object.fromEntries(
    Object.entries(description.pools).map(([name, blocks]) => [name, [blocks].flat().filter((text) => text.includes(':'))]),
  );
  const left = Object.fromEntries(Object.entries(pools).filter(([, blocks]) => blocks.length));
  const own = Fleet.from({ ...description, pools: left, services: Object.fromEntries(services) });
  expect(added(own)).toEqual([['lab-probe', [6], own.sites.length]]);
});

test('gets none where no address is free, and says so', () => {
  const full = { ...small, pools: { apps: '203.0.113.1/32' } };
  const { fleet, notes } = labFleet(Fleet.from(full), { mpls: false });
  expect(fleet.services.map(({ name }) => name)).toEqual(['hello']);
  expect(notes.join()).toContain('HTTP only');
});

test('says of which services a health takes any certificate, as those of the lab are signed by nobody', () => {
  const { notes } = labFleet(Fleet.load(join(examples, 'ports', 'fleet.yaml')), { mpls: false });
  expect(notes.join()).toContain('health takes any certificate of web, broker');
  const none = labFleet(Fleet.load(join(examples, 'minimal', 'fleet.yaml')), { mpls: false });
  expect(none.notes.join()).not.toContain('certificate');
});

test('runs the backbone as plain IP where the kernel has no MPLS, so that its P routers know the VIPs', () => {
  const own = Fleet.load(join(examples, 'thesis-testbed', 'fleet.yaml'));
  const plain = labFleet(own, { mpls: false });
  expect(plain.fleet.network('isp-x').routers.every(({ speaksBgp }) => speaksBgp)).toBe(true);
  expect(plain.notes.join()).toContain('plain IP in place of MPLS in isp-x');
  const labelled = labFleet(own, { mpls: true });
  expect(labelled.fleet.network('isp-x').transport).toBe('mpls');
});

test('lets every site watch its hosts at the times that are asked for', () => {
  const { fleet, notes } = labFleet(Fleet.from(small), { mpls: false, bfd: { intervalMs: 10, multiplier: 3 } });
  expect(fleet.sites.map((site) => site.bfd)).toMatchObject(fleet.sites.map(() => ({ intervalMs: 10, multiplier: 3 })));
  expect(notes).toContain('BFD between hosts and borders every 10 ms, 3 missed end a session');
  expect(() => labFleet(Fleet.from(small), { mpls: false, bfd: { intervalMs: 5, multiplier: 3 } })).toThrow('bfd');
});

test('runs one daemon on all routers of networks where that is asked for, and borders as before', () => {
  const own = Fleet.load(join(examples, 'thesis-testbed', 'fleet.yaml'));
  const { fleet, notes } = labFleet(own, { mpls: false, backbone: 'bird' });
  expect(new Set(fleet.networks.flatMap(({ routers }) => routers.map(({ dialect }) => dialect)))).toEqual(new Set(['bird']));
  expect(fleet.sites.map(({ borders }) => borders[0]?.dialect)).toEqual(own.sites.map(({ borders }) => borders[0]?.dialect));
  expect(notes).toContain('all routers of networks run BIRD');
});

test('lets routers watch each other at the times that are asked for, and hosts as before', () => {
  const own = Fleet.load(join(examples, 'thesis-testbed', 'fleet.yaml'));
  const { fleet, notes } = labFleet(own, { mpls: true, backboneBfd: { intervalMs: 300, multiplier: 3 } });
  const slow = { intervalMs: 300, multiplier: 3 };
  expect(fleet.sites.flatMap((site) => site.uplinks.map(({ bfd }) => bfd))).toMatchObject(fleet.sites.map(() => slow));
  expect(fleet.networks.map(({ bfd }) => bfd)).toMatchObject([slow, slow]);
  expect(fleet.sites.map(({ bfd }) => bfd)).toEqual(own.sites.map(({ bfd }) => bfd));
  expect(notes).toContain('BFD of backbones and uplinks every 300 ms, 3 missed end a session');
});

test('lets all borders run the daemon that is asked for', () => {
  const { fleet } = labFleet(Fleet.from(small), { mpls: false, border: 'bird' });
  expect(fleet.sites.flatMap((site) => site.borders.map(({ dialect }) => dialect))).toEqual(['bird', 'bird']);
});

test('leaves sites out, with what only they serve', () => {
  const own = Fleet.load(join(examples, 'thesis-testbed', 'fleet.yaml'));
  const { fleet, notes } = labFleet(own, { mpls: false, sites: ['mec-1'] });
  expect(fleet.sites.map(({ name }) => name)).toEqual(['mec-1']);
  expect(notes.join()).toContain('sites mec-1 only');
  expect(() => labFleet(own, { mpls: false, sites: ['mec-9'] })).toThrow(/no site 'mec-9'/);
});

test('makes a secret up that cannot be had, the same for all that refer to it, and names only its reference', () => {
  const notes: string[] = [];
  const secrets = labSecrets(tmpdir(), (reference) => notes.push(reference));
  const one = secrets({ env: 'ANYCAST_MEC_NO_SUCH_SECRET' });
  expect(secrets({ env: 'ANYCAST_MEC_NO_SUCH_SECRET' })).toBe(one);
  expect(secrets({ file: 'no/such/file' })).not.toBe(one);
  expect(notes).toHaveLength(2);
  expect(notes.join()).not.toContain(one);
});
