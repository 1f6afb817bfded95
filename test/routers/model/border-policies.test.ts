import { Fleet } from '../../../lib/fleet';
import type { FleetDescription } from '../../../lib/fleet';
import { routersOf } from '../../../lib/routers/model/derive';
import { refusedFromOutside } from '../../../lib/routers/model/outside';
import { testbed } from '../../fleet/testbed';

type Site = FleetDescription['sites'][string];

/** A router of the testbed, whose first site is otherwise. */
function model(name: string, site: Partial<Site>, change: (fleet: FleetDescription) => void = () => undefined) {
  const description = testbed();
  Object.assign(description.sites['mec-1']!, site);
  change(description);
  return routersOf(Fleet.from(description)).find(({ fullName }) => fullName === name)!;
}
const names = (router: ReturnType<typeof model>) => router.policies.map(({ name }) => name);
const rules = (router: ReturnType<typeof model>, policy: string) => router.policies.find(({ name }) => name === policy)?.rules;
const two = { borders: 2, uplinks: ['isp-x/pe-1', { to: 'isp-x/pe-2', border: 'border-2' }] } satisfies Partial<Site>;
const own = [65533, 0, 1];

describe('the policies of a border', () => {
  test('towards other borders are there where there are others', () => {
    expect(names(model('mec-1/border-1', {}))).toEqual([
      ...['originated-4', 'hosts-64512-in-4', 'nothing-4', 'uplink-1-in-4', 'uplink-out-4'],
    ]);
    expect(names(model('mec-1/border-1', two))).toEqual([
      ...['originated-4', 'hosts-64512-in-4', 'nothing-4', 'border-in-4', 'border-out-4', 'uplink-1-in-4', 'uplink-out-4'],
    ]);
  });

  test('mark what it originates, and take all marks off what leaves', () => {
    const border = model('mec-1/border-1', {});
    expect(rules(border, 'originated-4')).toEqual([
      { action: 'accept', prefixes: 'site-mec-1-networks-4', originIgp: true, med: 0, mark: own },
    ]);
    const leaves = { action: 'accept', largeCommunity: own, med: 0, stripCommunities: true };
    expect(rules(border, 'uplink-out-4')).toEqual([
      { ...leaves, prefixes: 'site-mec-1-vips-4' },
      { ...leaves, prefixes: 'site-mec-1-networks-4' },
    ]);
  });

  test('take over an uplink what is no network of its own, as new, with the place of the uplink', () => {
    const learned = { action: 'accept', originIgp: true, med: 1, stripCommunities: true };
    expect(rules(model('mec-1/border-1', {}), 'uplink-1-in-4')).toEqual([
      ...refusedFromOutside(64500, false),
      { action: 'refuse', prefixes: 'bogons-4' },
      { action: 'refuse', prefixes: 'site-mec-1-networks-4' },
      { ...learned, prefixes: 'vips-4' },
      { ...learned, prefixes: 'networks-4' },
    ]);
  });

  test('take from another border all but what is never routed, without its marks', () => {
    expect(rules(model('mec-1/border-2', two), 'border-in-4')).toEqual([
      { action: 'refuse', prefixes: 'bogons-4' },
      { action: 'accept', prefixes: 'site-mec-1-networks-4', stripCommunities: true },
      { action: 'accept', prefixes: 'vips-4', stripCommunities: true },
      { action: 'accept', prefixes: 'networks-4', stripCommunities: true },
    ]);
  });

  test.each([
    ['border-1', 1],
    ['border-2', 2],
  ])('tell others the networks on interfaces of %s with its place %d, what it learned, and no VIP of hosts', (border, place) => {
    expect(rules(model(`mec-1/${border}`, two), 'border-out-4')).toEqual([
      { action: 'accept', prefixes: 'site-mec-1-networks-4', med: place },
      { action: 'refuse', largeCommunity: own },
      { action: 'accept' },
    ]);
  });
});

describe('the sessions of hosts', () => {
  test.each([
    [2, 16],
    [8, 16],
    [9, 18],
  ])('of %d hosts are %d at most: some may be added before the files are', (hosts, limit) => {
    expect(model('mec-1/border-1', { hosts }).bgp?.dynamic.map((entry) => entry.limit)).toEqual([limit]);
  });

  test.each([
    ['native', [4]],
    ['frr', [4, 6]],
  ] as const)('in the mode %s are those of the families %j', (mode, families) => {
    const both = (fleet: FleetDescription) => {
      fleet.networks['isp-x']!.transport = 'plain';
      fleet.plan!.hosts = ['10.1.0.0/16', '2001:db8:3::/48'];
    };
    const { bgp } = model('mec-1/border-1', { metallb: { mode } }, both);
    expect(bgp?.dynamic.map(({ family }) => family)).toEqual(families);
  });
});

describe('the sessions of a router of a network', () => {
  const plain = (fleet: FleetDescription) => (fleet.networks['isp-x']!.transport = 'plain');
  const kinds = (name: string) => {
    const neighbors = model(name, {}, plain).bgp?.neighbors ?? [];
    const flags = neighbors.map(
      ({ kind, nextHopSelf, gtsm, gshut, reflectorClient, asOverride, allowAsIn, mraiMs }) =>
        [kind, { nextHopSelf, gtsm, gshut, reflectorClient, asOverride, allowAsIn, mraiMs }] as const,
    );
    return Object.fromEntries(flags);
  };
  const none = { nextHopSelf: false, gtsm: false, gshut: false, reflectorClient: false, asOverride: false, allowAsIn: false };

  test('of one that leads outside show itself as the way there', () => {
    expect(kinds('isp-x/x-1')).toEqual({
      ibgp: { ...none, nextHopSelf: true, mraiMs: 5000 },
      exchange: { ...none, gtsm: true, gshut: true, mraiMs: 0 },
    });
  });

  test('of one inside show the way of others', () => expect(kinds('isp-x/p-2').ibgp).toEqual({ ...none, mraiMs: 5000 }));
});

describe('models of some owners', () => {
  const owners = (only: (owner: string) => boolean) => [
    ...new Set(routersOf(Fleet.from(testbed()), only).map(({ owner }) => owner)),
  ];
  test('are those of a site, of a network, or of both', () => {
    expect(owners((owner) => owner === 'mec-2')).toEqual(['mec-2']);
    expect(owners((owner) => owner === 'isp-y')).toEqual(['isp-y']);
    expect(owners((owner) => ['mec-2', 'isp-y'].includes(owner))).toEqual(['mec-2', 'isp-y']);
    expect(owners(() => false)).toEqual([]);
  });
});
