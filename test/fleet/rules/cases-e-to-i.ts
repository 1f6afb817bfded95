import { all, dualStack, ipv6, nothing, ofBothFamilies, service, set, site, uplink } from './changes';
import type { RuleCase } from './changes';

/** The links of a network have IPv6 alone. */
const ipv6Between = (f: any) => {
  f.networks['isp-y'].links = [
    { ends: ['y-1', 'y-2'], prefix: '2001:db8:9::/127' },
    { ends: ['y-2', 'y-3'], prefix: '2001:db8:9::2/127' },
  ];
};

/** One pair a rule, by id: from E to I. */
export const casesEToI: readonly RuleCase[] = [
  { rule: 'ebgp-equal-as', accepted: set({ as: 64599 }), refused: set({ as: 64500 }), path: 'sites.mec-1.as', value: 64500 },
  {
    rule: 'ebgp-equal-as',
    accepted: set({ metallb: { mode: 'frr', localAS: 64999 } }),
    refused: set({ metallb: { mode: 'frr', localAS: 65533 } }),
    path: 'sites.mec-1.as',
    value: 65533,
  },
  {
    rule: 'ebgp-equal-as',
    accepted: nothing,
    refused: (f) => (f.networks['isp-y'].as = f.networks['isp-x'].as),
    path: 'networks.isp-y.as',
    value: 64500,
  },
  {
    rule: 'exchange-member-twice',
    accepted: (f) => f.exchanges.ixp.members.push('isp-y/y-2'),
    refused: (f) => f.exchanges.ixp.members.push('isp-y/y-1'),
    path: 'exchanges.ixp.members[2]',
    value: 'isp-y/y-1',
  },
  {
    rule: 'exchange-of-one-network',
    accepted: nothing,
    refused: (f) => (f.exchanges.ixp.members = ['isp-y/y-1', 'isp-y/y-2']),
    path: 'exchanges.ixp.members',
    value: ['isp-y/y-1', 'isp-y/y-2'],
  },
  {
    rule: 'exchange-with-p-router',
    accepted: (f) => f.exchanges.ixp.members.push('isp-x/pe-4'),
    refused: (f) => f.exchanges.ixp.members.push('isp-x/p-1'),
    path: 'exchanges.ixp.members[2]',
    value: 'isp-x/p-1',
  },
  {
    rule: 'family-mismatch',
    accepted: set({ hosts: [{ name: 'a', address: '10.1.1.50' }] }),
    refused: set({ hosts: [{ name: 'a', address: '10.9.9.50' }] }),
    path: 'sites.mec-1.hosts[0].address',
    value: '10.9.9.50',
  },
  {
    rule: 'family-not-carried',
    accepted: dualStack,
    refused: (f) => {
      dualStack(f);
      f.networks['isp-y'].routers['y-2'] = 'pe';
      f.plan.loopbacks = '10.255.0.0/20';
    },
    path: 'networks.isp-y.routers.y-1',
    value: '10.255.9.1',
  },
  {
    // One router alone has nobody to tell.
    rule: 'family-not-carried',
    accepted: (f) => {
      dualStack(f);
      f.networks['isp-y'] = { as: 64501, routers: { 'y-1': { role: 'pe', loopback: '10.255.9.1' } } };
      site(f, 'cloud').uplinks = ['isp-y/y-1'];
      f.plan.loopbacks = '10.255.0.0/20';
    },
    refused: (f) => {
      dualStack(f);
      f.plan.loopbacks = '10.255.0.0/20';
    },
    path: 'networks.isp-y.routers.y-1',
    value: '10.255.9.1',
  },
  {
    rule: 'family-not-carried',
    accepted: (f) => (f.networks['isp-y'].links[0] = { ends: ['y-1', 'y-2'], prefix: '10.77.0.0/31' }),
    refused: (f) => (f.networks['isp-y'].links[0] = { ends: ['y-1', 'y-2'], prefix: '2001:db8:9::/127' }),
    path: 'networks.isp-y.links[0]',
    value: '2001:db8:9:: - 2001:db8:9::1',
  },
  {
    // A network that carries IPv6 alone, whose loopbacks have IPv4 for the router ids; then it is brought IPv4.
    rule: 'family-not-carried',
    accepted: (f) => {
      ipv6Between(f);
      f.exchanges = {};
      delete f.sites.cloud;
    },
    refused: ipv6Between,
    path: 'networks.isp-y.links[0]',
    value: '2001:db8:9:: - 2001:db8:9::1',
  },
  {
    rule: 'four-byte-as-towards-two-byte-peer',
    accepted: (f) => (f.networks['isp-x'].fourByteAs = false),
    refused: (f) => {
      f.networks['isp-x'].fourByteAs = false;
      site(f).as = 4200000001;
    },
    path: 'sites.mec-1.as',
    value: 4200000001,
  },
  {
    rule: 'graceful-restart-in-native-mode',
    accepted: set({ metallb: { mode: 'frr', gracefulRestart: true } }),
    refused: set({ metallb: { gracefulRestart: true } }),
    path: 'sites.mec-1.metallb.gracefulRestart',
    value: true,
  },
  {
    rule: 'graceful-restart-with-fast-promise',
    accepted: set({ promise: '1s', metallb: { mode: 'frr', debounce: '10ms', gracefulRestart: true } }),
    refused: set({ promise: '900ms', metallb: { mode: 'frr', debounce: '10ms', gracefulRestart: true } }),
    path: 'sites.mec-1.metallb.gracefulRestart',
    value: true,
  },
  {
    rule: 'health-cannot-see',
    accepted: service({ protocol: 'UDP', health: { udp: { send: 'x' } } }),
    refused: service({ protocol: 'UDP', health: { every: '1s' } }),
    path: 'services.sensors.health',
    value: { every: '1s' },
  },
  {
    rule: 'health-of-two-kinds',
    accepted: service({ health: { http: '/', tls: { verify: false } } }),
    refused: service({ health: { http: '/', grpc: {} } }),
    path: 'services.sensors.health.grpc',
    value: {},
  },
  {
    rule: 'health-timing',
    accepted: service({ health: { every: '1min', timeout: '2s' } }),
    refused: service({ health: { every: '100ms', timeout: '2s' } }),
    path: 'services.sensors.health.timeout',
    value: '2s',
  },
  {
    rule: 'health-timing',
    accepted: service({ health: { every: '60min', fall: 100, timeout: '1440min' } }),
    refused: service({ health: { every: '60min', fall: 100, timeout: '1441min' } }),
    path: 'services.sensors.health.timeout',
    value: '1441min',
  },
  {
    rule: 'hold-time-too-short',
    accepted: set({ timers: { hold: '3s' } }),
    refused: set({ timers: { hold: '2s' } }),
    path: 'sites.mec-1.timers.hold',
    value: '2000ms',
  },
  {
    rule: 'host-bits-set',
    accepted: (f) => (f.plan.hosts = '10.1.0.0/16'),
    refused: (f) => (f.plan.hosts = '10.1.0.1/16'),
    path: 'plan.hosts',
    value: '10.1.0.1/16',
  },
  {
    rule: 'interface-used-twice',
    accepted: (f) => uplink(f, { interface: 'eth0' }),
    refused: (f) => uplink(f, { interface: 'hosts0' }),
    path: 'sites.mec-1.uplinks[0].interface',
    value: 'hosts0',
  },
  {
    rule: 'ipv6-over-mpls',
    accepted: (f) => {
      f.plan.links = ['10.0.0.0/16', '2001:db8:1::/48'];
      f.networks['isp-x'].transport = 'plain';
    },
    refused: (f) => (f.plan.links = ['10.0.0.0/16', '2001:db8:1::/48']),
    path: 'networks.isp-x.transport',
    value: 'mpls',
  },
  {
    rule: 'ipv6-ranges-not-described',
    accepted: (f) => {
      ipv6(f);
      all({ metallb: { mode: 'frr' }, ...ofBothFamilies })(f);
    },
    refused: (f) => {
      ipv6(f);
      all({ metallb: { mode: 'frr' }, pods: ofBothFamilies.pods })(f);
    },
    path: 'sites.mec-1',
    value: 'serviceRange',
  },
  {
    rule: 'ipv6-vip-in-native-mode',
    accepted: (f) => {
      ipv6(f);
      all({ metallb: { mode: 'frr' } })(f);
    },
    refused: ipv6,
    path: 'services.sensors.vip[1]',
    value: '2001:db8:f::1',
  },
];
