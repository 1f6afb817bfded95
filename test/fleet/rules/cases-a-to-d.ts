import { dualStack, nothing, ofBothFamilies, service, set, site, uplink, workload } from './changes';
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

/** One pair a rule, by id: from A to D. */
export const casesAToD: readonly RuleCase[] = [
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
    rule: 'cache-out-of-reach',
    accepted: (f) => void (f.rpki = { caches: ['127.0.0.1', '::1', '192.0.2.1'] }),
    refused: (f) => void (f.rpki = { caches: ['192.0.2.1', { address: 'fe80::1' }] }),
    path: 'rpki.caches[1].address',
    value: 'fe80::1',
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
];
