import { all, dualStack, ipv6, nothing, ofBothFamilies, service, set, site, uplink, workload } from './changes';
import type { RuleCase } from './changes';

/** A third network with a site, which meets the second one alone; its exchange's members. */
function valley(f: any): string[] {
  f.networks['isp-z'] = { as: 64599, routers: { 'z-1': 'pe' } };
  f.sites.far = { number: 50, as: 64998, uplinks: ['isp-z/z-1'], clients: ['upf-9'] };
  f.exchanges.other = { members: ['isp-y/y-2', 'isp-z/z-1'] };
  return f.exchanges.other.members;
}

/** So many services more, each at every site. */
const manyServices = (count: number) => (f: any) => {
  f.pools.many = '198.18.0.0/16';
  for (let i = 0; i < count; i++) f.services[`many-${i}`] = { vip: `198.18.${i >> 8}.${i & 255}`, workload };
};

/** A second site behind the first one's network, without a plan: both have their AS overridden. */
const overriding = (name: string) => (f: any) => {
  delete f.plan;
  f.sites = { 'other-1': { as: 65000, uplinks: [{ to: 'isp-y/y-1', asOverride: true }] } };
  f.sites[name] = { as: 65000, uplinks: [{ to: 'isp-y/y-2', asOverride: true }] };
};

/** One pair a rule, by id: the first half of the alphabet. */
/** The links of a network have IPv6 alone. */
const ipv6Between = (f: any) => {
  f.networks['isp-y'].links = [
    { ends: ['y-1', 'y-2'], prefix: '2001:db8:9::/127' },
    { ends: ['y-2', 'y-3'], prefix: '2001:db8:9::2/127' },
  ];
};

export const casesAToI: readonly RuleCase[] = [
  {
    rule: 'agent-configuration-too-big',
    accepted: manyServices(1700),
    refused: manyServices(2400),
    path: 'sites.mec-1',
    value: '2401 services',
  },
  {
    rule: 'backbone-islands',
    accepted: nothing,
    refused: (f) => void delete f.exchanges,
    path: 'networks.isp-y',
    value: 'isp-y',
  },
  {
    // X and Z both meet Y, which tells neither what it learned from the other.
    rule: 'backbone-islands',
    accepted: (f) => valley(f).push('isp-x/x-1'),
    refused: valley,
    path: 'networks.isp-z',
    value: 'isp-z',
  },
  {
    rule: 'backbone-islands',
    accepted: dualStack,
    refused: (f) => {
      dualStack(f);
      f.plan.exchanges = '10.254.0.0/24';
    },
    path: 'networks.isp-y',
    value: 'isp-y',
  },
  {
    rule: 'bfd-interval-too-short',
    accepted: set({ bfd: { interval: '10ms' } }),
    refused: set({ bfd: { interval: '9ms' } }),
    path: 'sites.mec-1.bfd.interval',
    value: '9ms',
  },
  {
    rule: 'bfd-profile-against-bfd',
    accepted: set({ bfd: false, metallb: { mode: 'frr', bfdProfile: false } }),
    refused: set({ metallb: { mode: 'frr', bfdProfile: false } }),
    path: 'sites.mec-1.metallb.bfdProfile',
    value: false,
  },
  {
    rule: 'bfd-profile-against-bfd',
    accepted: set({ metallb: { mode: 'frr-k8s', bfdProfile: true } }),
    refused: set({ bfd: false, metallb: { mode: 'frr-k8s', bfdProfile: true } }),
    path: 'sites.mec-1.metallb.bfdProfile',
    value: true,
  },
  {
    rule: 'bfd-profile-in-native-mode',
    accepted: set({ metallb: { mode: 'frr', bfdProfile: true } }),
    refused: set({ metallb: { bfdProfile: true } }),
    path: 'sites.mec-1.metallb.bfdProfile',
    value: true,
  },
  {
    rule: 'bfd-slower-than-promise',
    accepted: set({ promise: '500ms' }),
    refused: set({ promise: '500ms', bfd: { interval: '200ms' } }),
    path: 'sites.mec-1.bfd',
    value: '600ms',
  },
  {
    rule: 'bird-cannot-ldp',
    accepted: (f) => (f.networks['isp-y'].routers['y-1'] = { role: 'pe', dialect: 'bird' }),
    refused: (f) => (f.networks['isp-x'].routers['p-1'] = { role: 'p', dialect: 'bird' }),
    path: 'networks.isp-x.routers.p-1',
    value: 'bird',
  },
  {
    rule: 'border-loss-leaves-no-path',
    accepted: (f) => {
      f.defaults = { borders: 2 };
      for (const n of [1, 2, 3, 4]) site(f, `mec-${n}`).uplinks = [`isp-x/pe-${n}`, `isp-x/pe-${n}`];
    },
    refused: nothing,
    path: 'sites.mec-1.borders',
    value: 'mec-1/border-1',
  },
  {
    rule: 'certificate-without-name',
    accepted: service({ ports: [{ port: 443, health: { tls: { verify: false } } }] }),
    refused: service({ ports: [{ port: 443, health: { tls: { verify: true } } }] }),
    path: 'services.sensors.ports[0].health.tls',
    value: { verify: true },
  },
  {
    rule: 'cluster-policy-with-per-client-limit',
    accepted: service({ workload, externalTrafficPolicy: 'Cluster' }),
    refused: service({ workload, externalTrafficPolicy: 'Cluster', rateLimit: { perClient: '5r/s' } }),
    path: 'services.sensors.externalTrafficPolicy',
    value: 'Cluster',
  },
  {
    rule: 'cluster-ranges-of-one-family',
    accepted: (f) => set({ pods: ofBothFamilies.pods })(f),
    refused: (f) => set({ pods: ['10.244.0.0/16', '10.245.0.0/16'] })(f),
    path: 'sites.mec-1.pods',
    value: ['10.244.0.0/16', '10.245.0.0/16'],
  },
  {
    rule: 'disconnected-network',
    accepted: nothing,
    refused: (f) => f.networks['isp-y'].links.pop(),
    path: 'networks.isp-y.links',
    value: 'y-3',
  },
  {
    rule: 'documentation-as',
    accepted: (f) => {
      f.networks['isp-x'].as = 64600;
      f.networks['isp-y'].as = 64601;
    },
    refused: set({ as: 65551 }),
    path: 'sites.mec-1.as',
    value: 65551,
  },
  {
    rule: 'drain-not-honoured',
    accepted: (f) => uplink(f, { gshut: true }),
    refused: (f) => uplink(f, { gshut: false }),
    path: 'sites.mec-1.uplinks[0].gshut',
    value: false,
  },
  {
    rule: 'duplicate-address',
    accepted: set({ hosts: [{ name: 'a', address: '10.1.1.50' }] }),
    refused: set({
      hosts: [
        { name: 'a', address: '10.1.1.50' },
        { name: 'b', address: '10.1.1.50' },
      ],
    }),
    path: 'sites.mec-1.hosts[1]',
    value: '10.1.1.50',
  },
  {
    rule: 'duplicate-name',
    accepted: set({ clients: ['upf-2', 'upf-9'] }),
    refused: set({ clients: ['upf-9', 'upf-9'] }),
    path: 'sites.mec-1.clients[1]',
    value: 'upf-9',
  },
  {
    rule: 'duplicate-name',
    accepted: set({ hosts: [{ name: 'a', nodeName: 'b.example.net' }, { name: 'b' }] }),
    refused: set({ hosts: [{ name: 'a', nodeName: 'b' }, { name: 'b' }] }),
    path: 'sites.mec-1.hosts[1].nodeName',
    value: 'b',
  },
  {
    rule: 'duplicate-name',
    accepted: set({ hosts: [{ name: 'upf-1' }, { name: 'border-2' }] }),
    refused: set({ hosts: [{ name: 'host-1' }, { name: 'border-1' }] }),
    path: 'sites.mec-1.hosts[1]',
    value: 'border-1',
  },
  {
    rule: 'duplicate-port',
    accepted: service({ ports: [{ port: 53 }, { port: 53, protocol: 'UDP', health: { dns: { name: '.' } } }] }),
    refused: service({ ports: [{ port: 53, name: 'udp-1' }, { port: 853 }, { port: 54, name: 'tcp-853' }] }),
    path: 'services.sensors.ports[2].name',
    value: 'tcp-853',
  },
  {
    rule: 'duplicate-router-id',
    accepted: set({ borders: { b: { routerId: '9.9.9.9' } } }),
    refused: (f) => {
      set({ borders: { b: { routerId: '9.9.9.9' } } })(f);
      set({ borders: { b: { routerId: '9.9.9.9' } } }, 'mec-2')(f);
    },
    path: 'sites.mec-2.borders.b',
    value: '9.9.9.9',
  },
  {
    rule: 'duplicate-site-number',
    accepted: set({ number: 9 }),
    refused: set({ number: 2 }),
    path: 'sites.mec-2.number',
    value: 2,
  },
  {
    // Nothing comes from a plan, and PEs know sites apart by the last 16 bits of their numbers.
    rule: 'duplicate-site-number',
    accepted: overriding('one-2'),
    refused: overriding('one-65537'),
    path: 'sites.one-65537.number',
    value: 65537,
  },
  { rule: 'ebgp-equal-as', accepted: set({ as: 64599 }), refused: set({ as: 64500 }), path: 'sites.mec-1.as', value: 64500 },
  {
    rule: 'ebgp-equal-as',
    accepted: set({ metallb: { mode: 'frr', localAS: 64999 } }),
    refused: set({ metallb: { mode: 'frr', localAS: 65533 } }),
    path: 'sites.mec-1.as',
    value: 65533,
  },
  {
    rule: 'exchange-member-twice',
    accepted: (f) => f.exchanges.ixp.members.push('isp-y/y-2'),
    refused: (f) => f.exchanges.ixp.members.push('isp-y/y-1'),
    path: 'exchanges.ixp.members[2]',
    value: 'isp-y/y-1',
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
