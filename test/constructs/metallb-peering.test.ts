import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Chart } from 'cdk8s';
import { Testing } from 'cdk8s';
import { MetalLBPeering } from '../../lib/constructs';
import type { MetalLBPeeringProps } from '../../lib/constructs';
import { checkVendored } from '../../lib/metallb';
import { objectsOf, siteSnapshot } from '../../lib/testing';
import { describeNeeding } from '../real/network/requirements';
import { clusterOf, exampleFleet } from './example-fleet';
import { upstream } from './upstream-metallb';

const given: MetalLBPeeringProps = {
  pools: { apps: ['203.0.113.0/24'], six: ['2001:db8::/64'] },
  hostAs: 64512,
  siteAs: 64701,
  peers: [
    { name: 'border-1', address: '10.1.1.1' },
    { name: 'border-1-v6', address: '2001:db8:1::1' },
  ],
  hosts: ['host-1', 'host-2', 'host-3'],
};

function alone(props: MetalLBPeeringProps): Chart {
  const chart = Testing.chart();
  new MetalLBPeering(chart, 'peering', props);
  return chart;
}

const specOf = (chart: Chart, identity: string) => (siteSnapshot(chart)[identity] as any)?.spec;
const peer = 'BGPPeer.metallb.io metallb-system/border-1';

describe('the peering that stands alone', () => {
  test('never assigns an address by itself', () =>
    expect(specOf(alone(given), 'IPAddressPool.metallb.io metallb-system/apps').autoAssign).toBe(false));

  test('leaves the namespace of MetalLB to whoever installs it, unless it is asked to make it', () => {
    const namespaces = (more: object) => objectsOf(alone({ ...given, ...more })).filter(({ kind }) => kind === 'Namespace');
    expect(namespaces({})).toEqual([]);
    expect(namespaces({ createNamespace: true })).toMatchObject([{ metadata: { name: 'metallb-system' } }]);
  });

  test('has a pair of advertisements a host, for that host alone', () => {
    const names = objectsOf(alone(given))
      .filter(({ kind }) => kind === 'BGPAdvertisement')
      .map(({ metadata }) => metadata.name);
    expect(names).toEqual(['normal-host-1', 'drain-host-1', 'normal-host-2', 'drain-host-2', 'normal-host-3', 'drain-host-3']);
    const drain = specOf(alone(given), 'BGPAdvertisement.metallb.io metallb-system/drain-host-2');
    expect(drain).toMatchObject({
      communities: ['65535:0'],
      nodeSelectors: [{ matchLabels: { 'kubernetes.io/hostname': 'host-2' } }],
    });
  });

  test('keeps to what native mode can do', () => {
    const chart = alone({ ...given, passwordSecret: 'bgp-password', timers: { hold: '9s', keepalive: '3s' } });
    const identities = Object.keys(siteSnapshot(chart));
    expect(identities.filter((identity) => /six|v6|BFDProfile/.test(identity))).toEqual([]);
    expect(specOf(chart, peer)).toEqual({
      myASN: 64512,
      peerASN: 64701,
      peerAddress: '10.1.1.1',
      holdTime: '9s',
      passwordSecret: { name: 'bgp-password' },
    });
  });

  test('uses what the FRR modes can do', () => {
    const chart = alone({ ...given, mode: 'frr', timers: { hold: '9s' }, bfd: { interval: '100ms', multiplier: 5 } });
    expect(specOf(chart, peer)).toMatchObject({ holdTime: '9s', keepaliveTime: '3s', connectTime: '1s', bfdProfile: 'host' });
    expect(specOf(chart, 'BGPPeer.metallb.io metallb-system/border-1-v6').peerAddress).toBe('2001:db8:1::1');
    expect(specOf(chart, 'BFDProfile.metallb.io metallb-system/host')).toEqual({
      receiveInterval: 100,
      transmitInterval: 100,
      detectMultiplier: 5,
    });
  });

  test('refuses a host whose name cannot be part of a label key', () => {
    expect(() => Testing.synth(alone({ ...given, hosts: ['h'.repeat(64)] }))).toThrow(
      /hosts\[0\] = "h+": .*at most 63 characters/,
    );
  });

  test('tells all that is missing at once', () => {
    const synth = () => Testing.synth(alone({}));
    for (const missing of ['siteAs', 'pools', 'peers', 'hosts']) expect(synth).toThrow(new RegExp(`${missing} = nothing`));
  });
});

describe('the peering of a site', () => {
  test('names the Secret of the password, and never the password', () => {
    const snapshot = siteSnapshot(clusterOf(exampleFleet(), 'mec-1')) as any;
    expect(snapshot[peer].spec.passwordSecret).toEqual({ name: 'bgp-password' });
    expect(JSON.stringify(snapshot)).not.toContain('MEC1');
    expect((siteSnapshot(clusterOf(exampleFleet(), 'mec-2')) as any)[peer].spec.passwordSecret).toBeUndefined();
  });

  test('has a peer for every AS that its hosts use, each on its own hosts', () => {
    const fleet = exampleFleet({
      sites: {
        'mec-1': { as: 64701, uplinks: ['isp/pe-1'], hosts: [{ name: 'h1' }, { name: 'h2', as: 64513 }] },
        cloud: { as: 64703, kind: 'cloud', number: 3, uplinks: ['isp/pe-3'] },
      },
      services: { hello: { vip: '203.0.113.1', workload: { image: 'a:1' } } },
    });
    const peers = objectsOf(clusterOf(fleet, 'mec-1')).filter(({ kind }) => kind === 'BGPPeer') as any[];
    expect(peers.map(({ metadata, spec }) => [metadata.name, spec.myASN, spec.nodeSelectors])).toEqual([
      ['border-1-as64512', 64512, [{ matchLabels: { 'kubernetes.io/hostname': 'h1' } }]],
      ['border-1-as64513', 64513, [{ matchLabels: { 'kubernetes.io/hostname': 'h2' } }]],
    ]);
  });
});

describeNeeding('upstream’s install manifest', upstream.missing, () => {
  test.each(['native', 'frr', 'frr-k8s'] as const)('of the mode %s is known and included, with every container sized', (mode) => {
    const chart = alone({
      ...given,
      mode,
      install: { manifest: join(upstream.folder, `metallb-${mode}.yaml`), nodeSelector: { edge: 'yes' } },
    });
    Testing.synth(chart);
    const objects = objectsOf(chart) as any[];
    expect(objects.filter(({ kind }) => kind === 'Namespace')).toHaveLength(1);
    expect(objects.filter(({ kind }) => kind === 'CustomResourceDefinition').length).toBeGreaterThan(8);
    const pods = objects.filter(({ kind }) => ['DaemonSet', 'Deployment'].includes(kind)).map(({ spec }) => spec.template.spec);
    for (const pod of pods) {
      expect(pod.dnsPolicy).toBe(pod.hostNetwork ? 'ClusterFirstWithHostNet' : undefined);
      for (const container of pod.containers) expect(container.resources.limits.memory).toBe('128Mi');
    }
    expect((siteSnapshot(chart)['DaemonSet metallb-system/speaker'] as any).spec.template.spec.nodeSelector).toMatchObject({
      edge: 'yes',
    });
    expect(JSON.stringify(objects)).not.toContain(':null');
  });

  test('of another mode is refused', () => {
    expect(() => alone({ ...given, install: { manifest: join(upstream.folder, 'metallb-frr.yaml') } })).toThrow(
      /it installs the mode frr; allowed: metallb-native.yaml/,
    );
  });
});

test('an install manifest that was changed is refused', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'metallb-')), 'metallb.yaml');
  writeFileSync(file, 'kind: Namespace\n');
  expect(() => checkVendored('')).toThrow(/no install manifest of MetalLB/);
  expect(() => alone({ ...given, install: { manifest: file } })).toThrow(/no install manifest of MetalLB 0\.16\.1/);
});
