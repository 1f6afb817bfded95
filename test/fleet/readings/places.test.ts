import { deriveModel } from '../../../lib/fleet/derive/model';
import { describedPrefixes } from '../../../lib/fleet/readings/described-prefixes';
import { networkClaims, planClaims } from '../../../lib/fleet/readings/network-claims';
import { passwordsOfFleet } from '../../../lib/fleet/readings/passwords-of-fleet';
import { placedTimes } from '../../../lib/fleet/readings/placed-times';
import { systems } from '../../../lib/fleet/readings/systems';
import { usedAddresses } from '../../../lib/fleet/readings/used-addresses';
import type { FleetDescription } from '../../../lib/fleet';

/** A small fleet, of which `a` gives much for itself and `b-2` nothing. */
function small(): FleetDescription {
  return {
    name: 'small',
    pools: { apps: ['203.0.113.0/24', '203.0.114.9-203.0.114.5'], more: '198.51.100.0/24' },
    plan: {
      links: ['2001:db8:9::/48', '10.0.0.0/16'],
      loopbacks: '10.255.0.0/20',
      hosts: '10.1.0.0/16',
      exchanges: '10.254.0.0/24',
    },
    networks: {
      net: {
        as: 64500,
        password: { secret: 'net' },
        routers: { 'pe-1': { role: 'pe', loopback: '192.0.2.1' }, 'pe-2': 'pe' },
        links: [{ ends: ['pe-1', 'pe-2'], prefix: ['10.9.0.0/31'] }],
      },
    },
    exchanges: { ixp: { prefix: '10.8.0.0/24', members: ['net/pe-1'], password: { secret: 'ixp' } } },
    defaults: { hostAs: 64600, hostPassword: { secret: 'all' }, timers: { hold: '6s' } },
    sites: {
      a: {
        as: 65001,
        number: 1,
        hostAs: 64601,
        hostPassword: { secret: 'a' },
        timers: { hold: '9s' },
        bfd: { interval: '100ms' },
        lan: '10.7.0.0/24',
        metallb: { mode: 'frr', localAS: 64602 },
        borders: 2,
        hosts: [{ name: 'h', as: 64603 }, { name: 'i' }],
        clients: [{ name: 'ran', prefix: ['10.6.0.0/24'] }],
        uplinks: [
          {
            to: 'net/pe-1',
            addresses: { border: '10.5.0.2/30', pe: '10.5.0.1/30' },
            password: { secret: 'up' },
            timers: { hold: '12s' },
            bfd: false,
          },
          'net/pe-2',
        ],
      },
      'b-2': { as: 65002, uplinks: ['net/pe-2'], hosts: 1 },
    },
    services: {},
  } as unknown as FleetDescription;
}

const fleet = deriveModel(small());

test('every AS number is told where it is given', () => {
  expect([...systems(fleet)]).toEqual([
    { path: 'networks.net.as', as: 64500 },
    { path: 'sites.a.as', as: 65001 },
    { path: 'sites.a.hostAs', as: 64601 },
    { path: 'sites.a.metallb.localAS', as: 64602 },
    { path: 'sites.a.hosts[0].as', as: 64603 },
    { path: 'sites.b-2.as', as: 65002 },
    { path: 'defaults.hostAs', as: 64600 },
  ]);
});

test('every password is told where it is given', () => {
  expect([...passwordsOfFleet(fleet)]).toEqual([
    { path: 'networks.net.password', password: { secret: 'net' } },
    { path: 'exchanges.ixp.password', password: { secret: 'ixp' } },
    { path: 'defaults.hostPassword', password: { secret: 'all' } },
    { path: 'sites.a.hostPassword', password: { secret: 'a' } },
    { path: 'sites.a.uplinks[0].password', password: { secret: 'up' } },
  ]);
});

describe('times are told where they are given', () => {
  test('timers: of sites or of the defaults, of uplinks with their own, and of networks', () => {
    expect([...placedTimes(fleet, 'timers')]).toEqual([
      { path: 'sites.a.timers', value: { holdMs: 9000, keepaliveMs: 3000 } },
      { path: 'sites.a.uplinks[0].timers', value: { holdMs: 12_000, keepaliveMs: 4000 } },
      { path: 'defaults.timers', value: { holdMs: 6000, keepaliveMs: 2000 } },
      { path: 'networks.net.timers', value: { holdMs: 9000, keepaliveMs: 3000 } },
    ]);
  });

  test('BFD, where it is on', () => {
    const usual = { intervalMs: 50, multiplier: 3 };
    expect([...placedTimes(fleet, 'bfd')]).toEqual([
      { path: 'sites.a.bfd', value: { intervalMs: 100, multiplier: 3 } },
      { path: 'sites.a.uplinks[1].bfd', value: usual },
      { path: 'sites.b-2.bfd', value: usual },
      { path: 'networks.net.bfd', value: usual },
    ]);
  });
});

test('every prefix is told as it is written; ranges and addresses of interfaces are none', () => {
  const description = small();
  description.defaults = { ...description.defaults, pods: ['10.50.0.0/16', '2001:db8::/56'], serviceRange: '10.51.0.0/16' };
  expect([...describedPrefixes(deriveModel(description))].map(({ path, text }) => `${path} ${text}`)).toEqual([
    'pools.apps[0] 203.0.113.0/24',
    'pools.more 198.51.100.0/24',
    'plan.links[0] 2001:db8:9::/48',
    'plan.links[1] 10.0.0.0/16',
    'plan.loopbacks 10.255.0.0/20',
    'plan.hosts 10.1.0.0/16',
    'plan.exchanges 10.254.0.0/24',
    'networks.net.links[0].prefix[0] 10.9.0.0/31',
    'exchanges.ixp.prefix 10.8.0.0/24',
    'defaults.pods[0] 10.50.0.0/16',
    'defaults.pods[1] 2001:db8::/56',
    'defaults.serviceRange 10.51.0.0/16',
    'sites.a.lan 10.7.0.0/24',
    'sites.a.clients[0].prefix[0] 10.6.0.0/24',
  ]);
});

test('every network is claimed where it is given or planned, a reversed range by nobody', () => {
  expect(
    networkClaims(fleet).map(({ kind, what, path, value, text, origin }) => [kind, what, path, value, text, origin]),
  ).toEqual([
    ['pool', 'the pool apps', 'pools.apps[0]', '203.0.113.0/24', '203.0.113.0/24', 'given'],
    ['pool', 'the pool more', 'pools.more', '198.51.100.0/24', '198.51.100.0/24', 'given'],
    ['hosts', 'the host network of a', 'sites.a.lan', '10.7.0.0/24', '10.7.0.0/24', 'given'],
    ['clients', 'the client network ran of a', 'sites.a.clients[0].prefix[0]', '10.6.0.0/24', '10.6.0.0/24', 'given'],
    ['loopback', 'the loopback of a/border-1', 'plan.loopbacks', '10.255.0.0/20', '10.255.0.8/32', 'plan'],
    ['loopback', 'the loopback of a/border-2', 'plan.loopbacks', '10.255.0.0/20', '10.255.0.9/32', 'plan'],
    ['link', 'the uplink a/border-1--net/pe-1', 'sites.a.uplinks[0].addresses', '10.5.0.0/30', '10.5.0.0/30', 'given'],
    ['link', 'the uplink a/border-2--net/pe-2', 'plan.links[0]', '2001:db8:9::/48', '2001:db8:9:1::2/127', 'plan'],
    ['link', 'the uplink a/border-2--net/pe-2', 'plan.links[1]', '10.0.0.0/16', '10.0.0.34/31', 'plan'],
    ['hosts', 'the host network of b-2', 'plan.hosts', '10.1.0.0/16', '10.1.2.0/24', 'plan'],
    ['loopback', 'the loopback of b-2/border-1', 'plan.loopbacks', '10.255.0.0/20', '10.255.0.16/32', 'plan'],
    ['link', 'the uplink b-2/border-1--net/pe-2', 'plan.links[0]', '2001:db8:9::/48', '2001:db8:9:2::/127', 'plan'],
    ['link', 'the uplink b-2/border-1--net/pe-2', 'plan.links[1]', '10.0.0.0/16', '10.0.0.64/31', 'plan'],
    ['loopback', 'the loopback of net/pe-1', 'networks.net.routers.pe-1.loopback', '192.0.2.1/32', '192.0.2.1/32', 'given'],
    ['loopback', 'the loopback of net/pe-2', 'plan.loopbacks', '10.255.0.0/20', '10.255.8.2/32', 'plan'],
    ['link', 'the link net/pe-1 - net/pe-2', 'networks.net.links[0].prefix[0]', '10.9.0.0/31', '10.9.0.0/31', 'given'],
    ['exchange', 'the exchange ixp', 'exchanges.ixp.prefix', '10.8.0.0/24', '10.8.0.0/24', 'given'],
  ]);
  expect(planClaims(fleet).map(({ space, path, value }) => [space, path, value])).toEqual([
    ['links', 'plan.links[0]', '2001:db8:9::/48'],
    ['links', 'plan.links[1]', '10.0.0.0/16'],
    ['loopbacks', 'plan.loopbacks', '10.255.0.0/20'],
    ['hosts', 'plan.hosts', '10.1.0.0/16'],
    ['exchanges', 'plan.exchanges', '10.254.0.0/24'],
  ]);
});

test('every address of an interface is told once, with its network and the number of its site', () => {
  const told = usedAddresses(fleet).map(({ what, path, address, network, siteNumber }) => {
    return [what(), path, address.address, network, siteNumber];
  });
  expect(told).toEqual([
    ['the loopback of a/border-1', 'sites.a.borders', '10.255.0.8', 'loopbacks', 1],
    ['a/border-1 in the host network', 'sites.a.borders', '10.7.0.1', 'sites.a.lan', 1],
    ['a/border-1 in ran', 'sites.a.clients[0]', '10.6.0.1', 'sites.a.clients[0]', 1],
    ['the loopback of a/border-2', 'sites.a.borders', '10.255.0.9', 'loopbacks', 1],
    ['a/border-2 in the host network', 'sites.a.borders', '10.7.0.2', 'sites.a.lan', 1],
    ['a/border-2 in ran', 'sites.a.clients[0]', '10.6.0.2', 'sites.a.clients[0]', 1],
    ['the gateway of a', 'sites.a.gateway', '10.7.0.254', 'sites.a.lan', 1],
    ['the gateway of a/ran', 'sites.a.clients[0].gateway', '10.6.0.254', 'sites.a.clients[0]', 1],
    ['a/h', 'sites.a.hosts[0]', '10.7.0.11', 'sites.a.lan', 1],
    ['a/i', 'sites.a.hosts[1]', '10.7.0.12', 'sites.a.lan', 1],
    ['a/border-1 on the uplink to net/pe-1', 'sites.a.uplinks[0]', '10.5.0.2', 'sites.a.uplinks[0]', 1],
    ['net/pe-1 on the uplink of a/border-1', 'sites.a.uplinks[0]', '10.5.0.1', 'sites.a.uplinks[0]', 1],
    ['a/border-2 on the uplink to net/pe-2', 'sites.a.uplinks[1]', '2001:db8:9:1::3', 'sites.a.uplinks[1]', 1],
    ['a/border-2 on the uplink to net/pe-2', 'sites.a.uplinks[1]', '10.0.0.35', 'sites.a.uplinks[1]', 1],
    ['net/pe-2 on the uplink of a/border-2', 'sites.a.uplinks[1]', '2001:db8:9:1::2', 'sites.a.uplinks[1]', 1],
    ['net/pe-2 on the uplink of a/border-2', 'sites.a.uplinks[1]', '10.0.0.34', 'sites.a.uplinks[1]', 1],
    ['the loopback of b-2/border-1', 'sites.b-2.borders', '10.255.0.16', 'loopbacks', 2],
    ['b-2/border-1 in the host network', 'sites.b-2.borders', '10.1.2.1', 'sites.b-2.lan', 2],
    ['b-2/host-1', 'sites.b-2.hosts', '10.1.2.11', 'sites.b-2.lan', 2],
    ['b-2/border-1 on the uplink to net/pe-2', 'sites.b-2.uplinks[0]', '2001:db8:9:2::1', 'sites.b-2.uplinks[0]', 2],
    ['b-2/border-1 on the uplink to net/pe-2', 'sites.b-2.uplinks[0]', '10.0.0.65', 'sites.b-2.uplinks[0]', 2],
    ['net/pe-2 on the uplink of b-2/border-1', 'sites.b-2.uplinks[0]', '2001:db8:9:2::', 'sites.b-2.uplinks[0]', 2],
    ['net/pe-2 on the uplink of b-2/border-1', 'sites.b-2.uplinks[0]', '10.0.0.64', 'sites.b-2.uplinks[0]', 2],
    ['the loopback of net/pe-1', 'networks.net.routers.pe-1', '192.0.2.1', 'loopbacks', undefined],
    ['the loopback of net/pe-2', 'networks.net.routers.pe-2', '10.255.8.2', 'loopbacks', undefined],
    ['net/pe-1 on the link to net/pe-2', 'networks.net.links[0]', '10.9.0.0', 'networks.net.links[0]', undefined],
    ['net/pe-2 on the link to net/pe-1', 'networks.net.links[0]', '10.9.0.1', 'networks.net.links[0]', undefined],
    ['net/pe-1 at the exchange ixp', 'exchanges.ixp', '10.8.0.1', 'exchanges.ixp', undefined],
  ]);
});
