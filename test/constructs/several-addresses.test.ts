import { Chart, Testing } from 'cdk8s';
import { MecCluster, MetalLBPeering } from '../../lib/constructs';
import type { FleetDescription } from '../../lib/fleet';
import { AgentProgram } from '../../lib/constructs';
import { clusterOf, exampleDescription, exampleFleet } from './example-fleet';

/** The objects of the first site, as its MetalLB is told to be. */
function objectsOf(metallb: object, change: (description: FleetDescription) => void = () => undefined) {
  const description = exampleDescription();
  Object.assign(description.sites['mec-1'] as object, { metallb, borders: 2 });
  change(description);
  return Testing.synth(Chart.of(clusterOf(exampleFleet(description), 'mec-1', { agent: { program: AgentProgram.none() } })));
}

const sessionsOf = (objects: readonly any[]) =>
  objects
    .filter(({ kind }) => kind === 'BGPPeer')
    .map(({ metadata, spec }) => [
      metadata.name,
      spec.sourceAddress,
      spec.nodeSelectors?.flatMap((selector: any) => Object.values(selector.matchLabels)),
    ]);

const daemonOf = (objects: readonly any[]) => ({
  files: objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'bfdd').data as Record<string, string>,
  pod: objects.find(({ kind }) => kind === 'DaemonSet').spec.template.spec,
});

describe('hosts of several addresses', () => {
  const objects = objectsOf({ sourceAddress: 'host' });

  test('hold each session from the address that the fleet has of them', () =>
    expect(sessionsOf(objects)).toEqual([
      ['border-1.host-1', '10.1.1.11', ['host-1']],
      ['border-1.host-2', '10.1.1.12', ['host-2']],
      ['border-2.host-1', '10.1.1.11', ['host-1']],
      ['border-2.host-2', '10.1.1.12', ['host-2']],
    ]));

  test('have a file each for their BFD daemons, which run nowhere else', () => {
    const { files, pod } = daemonOf(objects);
    expect(Object.keys(files)).toEqual(['host-1.conf', 'host-2.conf']);
    expect(files['host-2.conf']).toContain('peer 10.1.1.2 local-address 10.1.1.12\n');
    expect(files['host-2.conf']).not.toContain('10.1.1.11');
    const [term] = pod.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms;
    expect(term.matchExpressions).toEqual([{ key: 'kubernetes.io/hostname', operator: 'In', values: ['host-1', 'host-2'] }]);
    expect(pod.containers[0].volumeMounts[0]).toMatchObject({ subPathExpr: '$(NODE_NAME).conf' });
  });

  test('have sessions of each family from an address of it, and each of its own AS', () => {
    const both = objectsOf({ mode: 'frr', sourceAddress: 'host' }, (description) => {
      Object.assign(description, { pools: { apps: ['203.0.113.0/24', '2001:db8:a::/64'] } });
      Object.assign(description.plan as object, { hosts: ['10.1.0.0/16', '2001:db8:3::/48'] });
      Object.assign(description.sites['mec-1'] as object, {
        borders: 1,
        hosts: [{ name: 'a' }, { name: 'b', as: 64513 }],
        pods: ['10.244.0.0/16', 'fd00:10:244::/56'],
        serviceRange: ['10.96.0.0/12', 'fd00:10:96::/112'],
      });
    });
    expect(sessionsOf(both)).toEqual([
      ['border-1.a', '10.1.1.11', ['a']],
      ['border-1.b', '10.1.1.12', ['b']],
      ['border-1-v6.a', '2001:db8:3:1::b', ['a']],
      ['border-1-v6.b', '2001:db8:3:1::c', ['b']],
    ]);
    expect(both.filter(({ kind }) => kind === 'BGPPeer').map(({ spec }) => spec.myASN)).toEqual([64512, 64513, 64512, 64513]);
  });

  test('share a session an address of a border, and a file, where nothing is said', () => {
    const shared = objectsOf({});
    expect(sessionsOf(shared)).toEqual([
      ['border-1', undefined, undefined],
      ['border-2', undefined, undefined],
    ]);
    const { files, pod } = daemonOf(shared);
    expect(Object.keys(files)).toEqual(['bfdd.conf']);
    expect(files['bfdd.conf']).not.toContain('local-address');
    expect(pod.affinity).toBeUndefined();
  });

  test('are not told apart by an address of one of them', () =>
    expect(() => objectsOf({ sourceAddress: '10.1.1.11' })).toThrow(/sites.mec-1.metallb.sourceAddress/));
});

describe('a peering that names the hosts that announce', () => {
  const hosts = [{ name: 'host-1' }, { name: 'host-2', as: 64513 }, { name: 'host-3', nodeName: 'third.example' }];

  function peeringOf(names: readonly string[], site: object) {
    const description = exampleDescription();
    Object.assign(description.sites['mec-1'] as object, site);
    const fleet = exampleFleet(description);
    const chart = Testing.chart();
    const peering = new MetalLBPeering(new MecCluster(chart, 'mec', { fleet, site: fleet.site('mec-1') }), 'peering', {
      hosts: names,
    });
    return { problems: peering.node.validate(), synth: () => Testing.synth(chart) };
  }

  const own = { hosts: hosts.map(({ as: _, ...host }) => host), metallb: { sourceAddress: 'host' } };
  const ofTwoAs = { hosts };

  test('gives sessions from their own addresses to those alone', () =>
    expect(sessionsOf(peeringOf(['host-2', 'third.example'], own).synth())).toEqual([
      ['border-1.host-2', '10.1.1.12', ['host-2']],
      ['border-1.host-3', '10.1.1.13', ['third.example']],
    ]));

  test('gives sessions by AS to those alone', () => {
    expect(sessionsOf(peeringOf(['host-1', 'host-2'], ofTwoAs).synth())).toEqual([
      ['border-1-as64512', undefined, ['host-1']],
      ['border-1-as64513', undefined, ['host-2']],
    ]);
    // All of one AS: sessions of the others would be of the wrong one.
    expect(sessionsOf(peeringOf(['host-1'], ofTwoAs).synth())).toEqual([['border-1-as64512', undefined, ['host-1']]]);
  });

  test.each([
    ['its own address', own],
    ['its own AS', ofTwoAs],
  ])('refuses a host that the site does not have, where each has %s', (_, site) => {
    expect(peeringOf(['host-1', 'third.example'], site).problems).toEqual([]);
    expect(peeringOf(['host-1', 'host-3'], site).problems).toEqual([
      expect.stringMatching(
        /^hosts\[1\] = "host-3": mec-1 has no such host.*; allowed: host-1, host-2, third\.example; remedy: /,
      ),
    ]);
  });

  test('may name another host where all hosts are alike', () => expect(peeringOf(['host-9'], { hosts: 3 }).problems).toEqual([]));
});
