import type { FleetDescription } from '../../../lib/fleet';

type Loose = Record<string, any>;

/** How a rule is kept and broken: each a change to the testbed. */
export interface RuleCase {
  readonly rule: string;
  /** A change that the rule accepts, near to the one that it refuses. */
  readonly accepted: (fleet: Loose) => void;
  readonly refused: (fleet: Loose) => void;
  /** Where the finding must point. */
  readonly path: string;
  /** The value that it must show. */
  readonly value: unknown;
}

const site = (fleet: Loose, name = 'mec-1'): Loose => fleet.sites[name];
const uplink = (fleet: Loose, values: Loose, name = 'mec-1') =>
  (site(fleet, name).uplinks = [{ to: `isp-x/pe-${name.at(-1)}`, ...values }]);
const set =
  (values: Loose, name = 'mec-1') =>
  (fleet: Loose) =>
    void Object.assign(site(fleet, name), values);
const all = (values: Loose) => (fleet: Loose) => void (fleet.defaults = values);
const service = (values: Loose) => (fleet: Loose) => void Object.assign(fleet.services.sensors, values);
const nothing = () => undefined;
const workload = { image: 'registry.example/sensors:1' };
const ipv6 = (fleet: Loose) => {
  fleet.pools.v6 = '2001:db8:f::/64';
  fleet.services.sensors.vip = ['11.11.11.11', '2001:db8:f::1'];
};

/** One pair a rule, by id. */
export const cases: readonly RuleCase[] = [
  {
    rule: 'backbone-islands',
    accepted: nothing,
    refused: (f) => void delete f.exchanges,
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
    rule: 'cluster-policy-with-per-client-limit',
    accepted: service({ workload, externalTrafficPolicy: 'Cluster' }),
    refused: service({ workload, externalTrafficPolicy: 'Cluster', rateLimit: { perClient: '5r/s' } }),
    path: 'services.sensors.externalTrafficPolicy',
    value: 'Cluster',
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
  { rule: 'ebgp-equal-as', accepted: set({ as: 64599 }), refused: set({ as: 64500 }), path: 'sites.mec-1.as', value: 64500 },
  {
    rule: 'family-mismatch',
    accepted: set({ hosts: [{ name: 'a', address: '10.1.1.50' }] }),
    refused: set({ hosts: [{ name: 'a', address: '10.9.9.50' }] }),
    path: 'sites.mec-1.hosts[0].address',
    value: '10.9.9.50',
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
    rule: 'ipv6-vip-in-native-mode',
    accepted: (f) => {
      ipv6(f);
      all({ metallb: { mode: 'frr' } })(f);
    },
    refused: ipv6,
    path: 'services.sensors.vip[1]',
    value: '2001:db8:f::1',
  },
  {
    rule: 'k3s-servicelb',
    accepted: set({ flavour: 'k3s' }),
    refused: set({ flavour: 'k3s', servicelb: true }),
    path: 'sites.mec-1.servicelb',
    value: true,
  },
  {
    rule: 'keepalive-too-long',
    accepted: set({ timers: { hold: '6s', keepalive: '2s' } }),
    refused: set({ timers: { hold: '6s', keepalive: '3s' } }),
    path: 'sites.mec-1.timers.keepalive',
    value: '3000ms',
  },
  {
    rule: 'link-ends-not-in-one-subnet',
    accepted: (f) => uplink(f, { addresses: { border: '192.0.2.1/31', pe: '192.0.2.0/31' } }),
    refused: (f) => uplink(f, { addresses: { border: '192.0.2.1/31', pe: '192.0.2.2/31' } }),
    path: 'sites.mec-1.uplinks[0]',
    value: '192.0.2.1/31 - 192.0.2.2/31',
  },
  {
    rule: 'local-as-in-native-mode',
    accepted: set({ metallb: { mode: 'frr', localAS: 64999 } }),
    refused: set({ metallb: { localAS: 64999 } }),
    path: 'sites.mec-1.metallb.localAS',
    value: 64999,
  },
  {
    rule: 'max-prefix-too-small',
    accepted: (f) => uplink(f, { maxPrefix: 3 }),
    refused: (f) => uplink(f, { maxPrefix: 2 }),
    path: 'sites.mec-1.uplinks[0].maxPrefix',
    value: 2,
  },
  {
    rule: 'network-without-pe',
    accepted: nothing,
    refused: (f) => (f.networks.core = { as: 64700, routers: { 'c-1': 'p' } }),
    path: 'networks.core.routers',
    value: 1,
  },
  { rule: 'no-address', accepted: nothing, refused: (f) => delete f.plan.hosts, path: 'sites.mec-1.lan', value: undefined },
  { rule: 'no-site-of-last-resort', accepted: nothing, refused: set({ kind: 'mec' }, 'cloud'), path: 'sites', value: 5 },
  {
    rule: 'password-in-clear',
    accepted: (f) => uplink(f, { password: { env: 'MEC1' } }),
    refused: (f) => uplink(f, { password: 'hunter2' }),
    path: 'sites.mec-1.uplinks[0].password',
    value: '(not shown)',
  },
  {
    rule: 'password-invalid',
    accepted: set({ hostPassword: 'x'.repeat(80) }),
    refused: set({ hostPassword: 'x'.repeat(81) }),
    path: 'sites.mec-1.hostPassword',
    value: '(not shown)',
  },
  {
    rule: 'peer-options-dropped-by-frr-k8s',
    accepted: set({ metallb: { mode: 'frr', sourceAddress: '10.1.1.11' } }),
    refused: set({ metallb: { mode: 'frr-k8s', sourceAddress: '10.1.1.11' } }),
    path: 'sites.mec-1.metallb.sourceAddress',
    value: '10.1.1.11',
  },
  {
    rule: 'plan-too-small',
    accepted: set({ number: 255 }),
    refused: set({ number: 256 }),
    path: 'plan.hosts',
    value: '10.1.0.0/16',
  },
  {
    rule: 'pool-overlaps-network',
    accepted: (f) => (f.pools.more = '10.2.0.0/24'),
    refused: (f) => (f.pools.more = '10.1.1.0/25'),
    path: 'pools.more',
    value: '10.1.1.0/25',
  },
  {
    rule: 'pools-overlap',
    accepted: (f) => (f.pools.more = '11.11.12.0/24'),
    refused: (f) => (f.pools.more = '11.11.11.128-11.11.12.3'),
    path: 'pools.more',
    value: '11.11.11.128-11.11.12.3',
  },
  {
    rule: 'promise-below-debounce',
    accepted: set({ promise: '10s', metallb: { mode: 'frr-k8s' } }),
    refused: set({ promise: '6s', metallb: { mode: 'frr-k8s' } }),
    path: 'sites.mec-1.promise',
    value: '6000ms',
  },
  {
    rule: 'promise-not-kept',
    accepted: set({ promise: '310ms' }),
    refused: set({ promise: '309ms' }),
    path: 'sites.mec-1.promise',
    value: '309ms',
  },
  {
    rule: 'range-reversed',
    accepted: (f) => (f.pools.more = '11.12.0.1-11.12.0.9'),
    refused: (f) => (f.pools.more = '11.12.0.9-11.12.0.1'),
    path: 'pools.more',
    value: '11.12.0.9-11.12.0.1',
  },
  { rule: 'reserved-as', accepted: set({ as: 65532 }), refused: set({ as: 65535 }), path: 'sites.mec-1.as', value: 65535 },
  {
    rule: 'route-reflector-unknown',
    accepted: (f) => (f.networks['isp-x'].ibgp = { routeReflectors: ['x-1'] }),
    refused: (f) => (f.networks['isp-x'].ibgp = { routeReflectors: ['x-2'] }),
    path: 'networks.isp-x.ibgp.routeReflectors[0]',
    value: 'x-2',
  },
  {
    rule: 'shared-site-as',
    accepted: (f) => {
      site(f).as = 65534;
      uplink(f, { asOverride: true });
      uplink(f, { allowAsIn: true }, 'mec-2');
    },
    refused: set({ as: 65534 }),
    path: 'sites.mec-2.as',
    value: 65534,
  },
  { rule: 'single-host-site', accepted: set({ hosts: 2 }), refused: set({ hosts: 1 }), path: 'sites.mec-1.hosts', value: 1 },
  {
    rule: 'single-node-kubeadm-excluded',
    accepted: set({ hosts: 1 }),
    refused: set({ hosts: 1, metallb: { ignoreExcludeLB: false } }),
    path: 'sites.mec-1.metallb.ignoreExcludeLB',
    value: false,
  },
  {
    rule: 'site-loss-leaves-no-path',
    accepted: service({ sites: ['mec-1', 'mec-2'] }),
    refused: service({ sites: ['mec-1'] }),
    path: 'services.sensors.sites',
    value: 'mec-1',
  },
  {
    rule: 'site-serves-nothing',
    accepted: nothing,
    refused: service({ sites: ['mec-1', 'cloud'] }),
    path: 'sites.mec-2',
    value: 'mec-2',
  },
  { rule: 'site-without-uplink', accepted: nothing, refused: set({ uplinks: [] }), path: 'sites.mec-1.uplinks', value: [] },
  {
    rule: 'two-vips-of-one-family',
    accepted: nothing,
    refused: service({ vip: ['11.11.11.11', '11.11.11.12'] }),
    path: 'services.sensors.vip[1]',
    value: '11.11.11.12',
  },
  {
    rule: 'unknown-reference',
    accepted: (f) => uplink(f, {}),
    refused: (f) => uplink(f, { to: 'isp-x/pe-9' }),
    path: 'sites.mec-1.uplinks[0].to',
    value: 'isp-x/pe-9',
  },
  {
    rule: 'uplink-loss-leaves-no-path',
    accepted: nothing,
    refused: service({ sites: ['mec-2', 'cloud'] }),
    path: 'sites.mec-1.uplinks[0]',
    value: 'mec-1/border-1--isp-x/pe-1',
  },
  {
    rule: 'uplink-to-p-router',
    accepted: nothing,
    refused: (f) => uplink(f, { to: 'isp-x/p-1' }),
    path: 'sites.mec-1.uplinks[0]',
    value: 'isp-x/p-1',
  },
  {
    rule: 'vip-outside-pools',
    accepted: service({ vip: '11.11.11.255' }),
    refused: service({ vip: '11.11.12.0' }),
    path: 'services.sensors.vip',
    value: '11.11.12.0',
  },
  {
    rule: 'vip-used-twice',
    accepted: (f) => (f.services.more = { vip: '11.11.11.12' }),
    refused: (f) => (f.services.more = { vip: '11.11.11.11' }),
    path: 'services.more.vip',
    value: '11.11.11.11',
  },
  {
    rule: 'workload-and-selector',
    accepted: service({ workload }),
    refused: service({ workload, selector: { app: 'x' } }),
    path: 'services.sensors.selector',
    value: { app: 'x' },
  },
];

/** The testbed with one change. */
export function changed(base: FleetDescription, change: (fleet: Loose) => void): unknown {
  change(base);
  return base;
}
