import { all, dualStack, ipv6, nothing, ofBothFamilies, service, set, site, uplink, workload } from './changes';
import type { RuleCase } from './changes';

/** A third network with a site of clients alone, which meets these. */
function valley(f: any, members: string[]): void {
  f.networks['isp-z'] = { as: 64599, routers: { 'z-1': 'pe' } };
  f.sites.far = { number: 50, as: 64998, uplinks: ['isp-z/z-1'], clients: ['upf-9'] };
  f.exchanges.other = { members };
  f.services.sensors.sites = ['mec-1', 'mec-2', 'cloud'];
}

/** One pair a rule, by id: from P to Z. */
export const casesPToZ: readonly RuleCase[] = [
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
    accepted: set({ metallb: { mode: 'frr', sourceAddress: 'host' } }),
    refused: set({ metallb: { mode: 'frr-k8s', sourceAddress: 'host' } }),
    path: 'sites.mec-1.metallb.sourceAddress',
    value: 'host',
  },
  {
    rule: 'peer-options-dropped-by-frr-k8s',
    accepted: set({ metallb: { mode: 'frr', debounce: '100ms' } }),
    refused: set({ metallb: { mode: 'frr-k8s', debounce: '100ms' } }),
    path: 'sites.mec-1.metallb.debounce',
    value: '100ms',
  },
  {
    rule: 'plan-too-small',
    accepted: set({ number: 255 }),
    refused: set({ number: 256 }),
    path: 'plan.hosts',
    value: '10.1.0.0/16',
  },
  {
    rule: 'ports-in-two-forms',
    accepted: service({ ports: [{ port: 443, targetPort: 8443 }] }),
    refused: service({ ports: [{ port: 443 }], targetPort: 8443 }),
    path: 'services.sensors.targetPort',
    value: 8443,
  },
  {
    rule: 'pod-range-size',
    accepted: set({ pods: '172.20.0.0/23' }),
    refused: set({ pods: '172.20.0.0/24' }),
    path: 'sites.mec-1.pods',
    value: '172.20.0.0/24',
  },
  {
    rule: 'pod-range-size',
    accepted: (f) => (f.defaults = { ...f.defaults, pods: 'fd00::/48' }),
    refused: (f) => (f.defaults = { ...f.defaults, pods: 'fd00::/47' }),
    path: 'defaults.pods',
    value: 'fd00::/47',
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
  {
    rule: 'rate-limit-not-http',
    accepted: service({ ports: [{ port: 80 }], rateLimit: { perClient: '5r/s' } }),
    refused: service({ ports: [{ port: 80 }, { port: 443 }], rateLimit: { perClient: '5r/s' } }),
    path: 'services.sensors.rateLimit',
    value: { perClient: '5r/s' },
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
    rule: 'service-range-size',
    accepted: (f) => (f.sites['mec-1'].serviceRange = ['172.20.0.0/28', 'fd00:10:96::/108']),
    refused: (f) => (f.sites['mec-1'].serviceRange = '172.20.0.0/29'),
    path: 'sites.mec-1.serviceRange',
    value: '172.20.0.0/29',
  },
  {
    rule: 'service-range-size',
    accepted: (f) => (f.defaults = { ...f.defaults, serviceRange: '172.16.0.0/12' }),
    refused: (f) => (f.defaults = { ...f.defaults, serviceRange: ['172.16.0.0/12', 'fd00:10:96::/64'] }),
    path: 'defaults.serviceRange',
    value: ['172.16.0.0/12', 'fd00:10:96::/64'],
  },
  {
    rule: 'service-without-backend',
    accepted: (f) => (f.services.sensors = { vip: '11.11.11.11', selector: { app: 'sensors' } }),
    refused: (f) => delete f.services.sensors.workload,
    path: 'services.sensors.workload',
    value: undefined,
  },
  {
    rule: 'session-without-password',
    accepted: (f) => {
      set({ hostPassword: { env: 'HOSTS' } })(f);
      uplink(f, { password: { env: 'UPLINK' } });
    },
    refused: set({ hostPassword: { env: 'HOSTS' }, uplinks: ['isp-x/pe-1'] }),
    path: 'sites.mec-1',
    value: ['to isp-x/pe-1'],
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
    rule: 'site-cannot-announce',
    accepted: set({ lan: ['10.1.1.0/24', '2001:db8:1::/64'] }),
    refused: set({ lan: '2001:db8:1::/64' }),
    path: 'sites.mec-1.metallb.mode',
    value: 'native',
  },
  {
    rule: 'site-loss-leaves-no-path',
    accepted: service({ sites: ['mec-1', 'mec-2'] }),
    refused: service({ sites: ['mec-1'] }),
    path: 'services.sensors.sites',
    value: 'mec-1',
  },
  {
    // Clients of a third network reach the cloud, which its network meets, and never the MECs behind that.
    rule: 'site-loss-leaves-no-path',
    accepted: (f) => valley(f, ['isp-x/x-1', 'isp-y/y-2', 'isp-z/z-1']),
    refused: (f) => valley(f, ['isp-y/y-2', 'isp-z/z-1']),
    path: 'sites.cloud',
    value: 'cloud',
  },
  {
    // The cloud is left in IPv4 alone.
    rule: 'site-loss-leaves-no-path',
    accepted: (f) => {
      dualStack(f);
      Object.assign(f.services.sensors, { sites: ['mec-1', 'cloud'] });
    },
    refused: (f) => {
      dualStack(f);
      Object.assign(f.services.sensors, { sites: ['mec-1', 'cloud'] });
      f.plan.exchanges = '10.254.0.0/24';
    },
    path: 'sites.mec-1',
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
    rule: 'target-port-not-of-workload',
    accepted: service({ targetPort: 9000, workload: { ...workload, port: 9000 } }),
    refused: service({ targetPort: 9000, workload: { ...workload, port: 8080 } }),
    path: 'services.sensors.targetPort',
    value: 9000,
  },
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
    rule: 'unroutable-network',
    accepted: (f) => uplink(f, { addresses: { border: '169.254.7.2/30', pe: '169.254.7.1/30' } }),
    refused: (f) => (f.sites['mec-1'].lan = '169.254.7.0/24'),
    path: 'sites.mec-1.lan',
    value: '169.254.7.0/24',
  },
  {
    rule: 'unusable-address',
    accepted: (f) => uplink(f, { addresses: { border: '192.0.2.1/31', pe: '192.0.2.0/31' } }),
    refused: (f) => uplink(f, { addresses: { border: '192.0.2.1/30', pe: '192.0.2.0/30' } }),
    path: 'sites.mec-1.uplinks[0]',
    value: '192.0.2.0/30',
  },
  {
    rule: 'unusable-address',
    accepted: (f) => uplink(f, { addresses: { border: '192.0.2.2/30', pe: '192.0.2.1/30' } }),
    refused: (f) => uplink(f, { addresses: { border: '192.0.2.3/30', pe: '192.0.2.1/30' } }),
    path: 'sites.mec-1.uplinks[0]',
    value: '192.0.2.3/30',
  },
  {
    rule: 'unusable-address',
    accepted: (f) => uplink(f, { addresses: { border: '2001:db8:9::1/127', pe: '2001:db8:9::/127' } }),
    refused: (f) => uplink(f, { addresses: { border: '2001:db8:9::1/64', pe: '2001:db8:9::/64' } }),
    path: 'sites.mec-1.uplinks[0]',
    value: '2001:db8:9::/64',
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
    rule: 'vip-family-not-in-cluster',
    accepted: (f) => {
      ipv6(f);
      all({ metallb: { mode: 'frr' }, ...ofBothFamilies })(f);
    },
    refused: (f) => {
      ipv6(f);
      all({ metallb: { mode: 'frr' }, ...ofBothFamilies, pods: '10.244.0.0/16' })(f);
    },
    path: 'defaults.pods',
    value: '10.244.0.0/16',
  },
  {
    rule: 'vip-family-not-in-cluster',
    accepted: (f) => set({ serviceRange: '10.96.0.0/12' })(f),
    refused: (f) => {
      ipv6(f);
      all({ metallb: { mode: 'frr' }, ...ofBothFamilies })(f);
      set({ serviceRange: '10.96.0.0/12' })(f);
    },
    path: 'sites.mec-1.serviceRange',
    value: '10.96.0.0/12',
  },
  {
    rule: 'vip-family-not-in-cluster',
    accepted: (f) => set({ pods: ofBothFamilies.pods })(f),
    refused: (f) => set({ pods: 'fd00:10:244::/56' })(f),
    path: 'sites.mec-1.pods',
    value: 'fd00:10:244::/56',
  },
  {
    rule: 'vip-family-not-in-host-network',
    accepted: dualStack,
    refused: (f) => {
      dualStack(f);
      set({ lan: '10.1.9.0/24' })(f);
    },
    path: 'sites.mec-1.lan',
    value: '10.1.9.0/24',
  },
  {
    rule: 'vip-family-not-in-host-network',
    accepted: dualStack,
    refused: (f) => {
      dualStack(f);
      f.plan.hosts = '10.1.0.0/16';
    },
    path: 'plan.hosts',
    value: '10.1.0.0/16',
  },
  {
    rule: 'vip-family-without-uplink',
    accepted: dualStack,
    refused: (f) => {
      dualStack(f);
      uplink(f, { addresses: { border: '10.77.0.0/31', pe: '10.77.0.1/31' } });
    },
    path: 'sites.mec-1.uplinks',
    value: ['mec-1/border-1--isp-x/pe-1'],
  },
  {
    // Clients of a site that serves nothing in IPv6.
    rule: 'vip-family-without-uplink',
    accepted: (f) => {
      dualStack(f);
      f.services.sensors.sites = ['mec-2', 'cloud'];
    },
    refused: (f) => {
      dualStack(f);
      f.services.sensors.sites = ['mec-2', 'cloud'];
      uplink(f, { addresses: { border: '10.77.0.0/31', pe: '10.77.0.1/31' } });
    },
    path: 'sites.mec-1.uplinks',
    value: ['mec-1/border-1--isp-x/pe-1'],
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
    rule: 'vips-in-two-pools',
    accepted: (f) => {
      f.pools.both = ['203.0.113.0/28', '2001:db8:a::/64'];
      f.services.more = { vip: ['203.0.113.1', '2001:db8:a::1'] };
    },
    refused: (f) => {
      f.pools.six = '2001:db8:a::/64';
      f.services.more = { vip: ['11.11.11.12', '2001:db8:a::1'] };
    },
    path: 'services.more.vip[1]',
    value: '2001:db8:a::1',
  },
  ...['203.0.113.4', '203.0.113.9'].map((end) => ({
    rule: 'vips-in-two-pools',
    accepted: (f: any) => {
      f.pools.both = ['203.0.113.4-203.0.113.9', '2001:db8:a::1-2001:db8:a::9'];
      f.services.more = { vip: [end, '2001:db8:a::9'] };
    },
    refused: (f: any) => {
      f.pools.both = ['203.0.113.4-203.0.113.9', '2001:db8:b::/64'];
      f.pools.six = ['203.0.113.64/28', '2001:db8:a::1-2001:db8:a::9'];
      f.services.more = { vip: [end, '2001:db8:a::9'] };
    },
    path: 'services.more.vip[1]',
    value: '2001:db8:a::9',
  })),
  {
    rule: 'workload-and-selector',
    accepted: service({ workload }),
    refused: service({ workload, selector: { app: 'x' } }),
    path: 'services.sensors.selector',
    value: { app: 'x' },
  },
];
