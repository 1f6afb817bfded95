import { nothing, service, set, site, uplink, workload } from './changes';
import type { RuleCase } from './changes';

/** A further service of pods that exist. */
const other =
  (name: string, namespace: string, more: object = {}) =>
  (f: any) =>
    void (f.services[name] = { vip: '11.11.11.12', namespace, selector: { app: name }, ...more });

/** One pair a rule, by id: from J to O. */
export const casesJToO: readonly RuleCase[] = [
  {
    rule: 'k3s-servicelb',
    accepted: set({ flavour: 'k3s' }),
    refused: set({ flavour: 'k3s', servicelb: true }),
    path: 'sites.mec-1.servicelb',
    value: true,
  },
  {
    rule: 'keepalive-above-hold',
    accepted: set({ timers: { hold: '9s', keepalive: '9s' } }),
    refused: set({ timers: { hold: '9s', keepalive: '10s' } }),
    path: 'sites.mec-1.timers.keepalive',
    value: '10000ms',
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
    rule: 'link-with-itself',
    accepted: (f) => f.networks['isp-y'].links.push(['y-1', 'y-2']),
    refused: (f) => f.networks['isp-y'].links.push(['y-1', 'y-1']),
    path: 'networks.isp-y.links[2]',
    value: 'y-1',
  },
  {
    rule: 'local-as-in-native-mode',
    accepted: set({ metallb: { mode: 'frr', localAS: 64999 } }),
    refused: set({ metallb: { localAS: 64999 } }),
    path: 'sites.mec-1.metallb.localAS',
    value: 64999,
  },
  {
    rule: 'local-as-of-hosts',
    accepted: set({ hostAs: 64999, metallb: { mode: 'frr', localAS: 64998 } }),
    refused: set({ hostAs: 64999, metallb: { mode: 'frr', localAS: 64999 } }),
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
    rule: 'namespace-of-others',
    accepted: service({ namespace: 'default' }),
    refused: service({ namespace: 'kube-system' }),
    path: 'services.sensors.namespace',
    value: 'kube-system',
  },
  {
    rule: 'namespace-of-others',
    accepted: other('core-dns', 'kube-system'),
    refused: other('kube-dns', 'kube-system'),
    path: 'services.kube-dns.namespace',
    value: 'kube-system',
  },
  {
    rule: 'namespace-of-others',
    accepted: other('kubernetes', 'shared'),
    refused: other('kubernetes', 'default'),
    path: 'services.kubernetes.namespace',
    value: 'default',
  },
  {
    rule: 'namespace-of-others',
    accepted: other('more', 'shared', { rateLimit: { perClient: '5r/s' } }),
    refused: other('more', 'kube-public', { rateLimit: { perClient: '5r/s' } }),
    path: 'services.more.namespace',
    value: 'kube-public',
  },
  {
    rule: 'network-too-small',
    accepted: set({ lan: '10.9.0.0/28', hosts: 4 }),
    refused: set({ lan: '10.9.0.0/28', hosts: 5 }),
    path: 'sites.mec-1.lan',
    value: '10.9.0.0/28',
  },
  {
    rule: 'network-without-pe',
    accepted: nothing,
    refused: (f) => (f.networks.core = { as: 64700, routers: { 'c-1': 'p' } }),
    path: 'networks.core.routers',
    value: 1,
  },
  {
    rule: 'networks-overlap',
    accepted: (f) => (f.pools.more = '10.2.0.0/24'),
    refused: (f) => (f.pools.more = '10.1.1.0/25'),
    path: 'pools.more',
    value: '10.1.1.0/25',
  },
  { rule: 'no-address', accepted: nothing, refused: (f) => delete f.plan.hosts, path: 'sites.mec-1.lan', value: undefined },
  {
    rule: 'no-router-id',
    accepted: set({ borders: { b: { loopback: '2001:db8:2::1', routerId: '9.9.9.9' } } }),
    refused: set({ borders: { b: { loopback: '2001:db8:2::1', routerId: '0.0.0.0' } } }),
    path: 'sites.mec-1.borders.b',
    value: '0.0.0.0',
  },
  { rule: 'no-site-of-last-resort', accepted: nothing, refused: set({ kind: 'mec' }, 'cloud'), path: 'sites', value: 5 },
  {
    rule: 'object-name-taken',
    accepted: (f) => {
      service({ rateLimit: { perClient: '5r/s' } })(f);
      f.services['sensors-workload'] = { vip: '11.11.11.12', workload };
    },
    refused: (f) => {
      service({ rateLimit: { perClient: '5r/s' } })(f);
      f.services['sensors-workload'] = { vip: '11.11.11.12', workload, namespace: 'sensors' };
    },
    path: 'services.sensors-workload',
    value: 'sensors-workload',
  },
  {
    rule: 'old-name',
    accepted: (f) => (f.networks['isp-x'].preset = 'baseline'),
    refused: (f) => (f.networks['isp-x'].preset = 'thesis'),
    path: 'networks.isp-x.preset',
    value: 'thesis',
  },
  {
    rule: 'old-name',
    accepted: service({ health: { profile: 'baseline' } }),
    refused: service({ health: { profile: 'thesis' } }),
    path: 'services.sensors.health.profile',
    value: 'thesis',
  },
  {
    rule: 'own-as-in-path',
    accepted: set({ hostAs: 64599 }),
    refused: set({ hostAs: 64501 }),
    path: 'sites.mec-1.hostAs',
    value: 64501,
  },
  {
    rule: 'own-as-in-path',
    accepted: (f) => {
      site(f, 'mec-1').metallb = { mode: 'frr', localAS: 65534 };
      site(f, 'mec-2').uplinks = [{ to: 'isp-x/pe-2', asOverride: true }];
    },
    refused: set({ metallb: { mode: 'frr', localAS: 65534 } }),
    path: 'sites.mec-1.metallb.localAS',
    value: 65534,
  },
  {
    rule: 'own-as-in-path',
    accepted: set({ as: 64599 }),
    refused: set({ as: 64501 }),
    path: 'sites.mec-1.as',
    value: 64501,
  },
];
