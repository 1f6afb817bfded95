import { Chart, Testing } from 'cdk8s';
import { AgentProgram, AnycastService } from '../../lib/constructs';
import { deploymentHints } from '../../lib/constructs/objects/deployment-hints';
import type { FleetDescription } from '../../lib/fleet';
import { examine } from '../../lib/fleet/examine';
import { clusterOf, exampleDescription, exampleFleet } from './example-fleet';

const longest = `${'n'.repeat(51)}.example.net`;

/** The example, whose first site has nodes of these names. */
function withNodes(...nodes: (string | undefined)[]): FleetDescription {
  const description = exampleDescription();
  const hosts = nodes.map((nodeName, index) => ({ name: `host-${index + 1}`, ...(nodeName !== undefined && { nodeName }) }));
  Object.assign(description.sites['mec-1'] as object, { hosts });
  return description;
}

/** The objects of the first site, and its construct. */
function synthesized(description: FleetDescription) {
  const cluster = clusterOf(exampleFleet(description), 'mec-1', { agent: { program: AgentProgram.none() } });
  return { cluster, objects: Testing.synth(Chart.of(cluster)) };
}

describe('nodes that are called otherwise than hosts', () => {
  const nodes = ['node-1.edge.example.net', longest];
  const { cluster, objects } = synthesized(withNodes(...nodes));
  const ofKind = (kind: string) => objects.filter((object) => object.kind === kind);

  test('are those that MetalLB announces from', () => {
    const selected = ofKind('BGPAdvertisement').flatMap(({ spec }) => spec.nodeSelectors.map((one: any) => one.matchLabels));
    expect([...new Set(selected.map((labels) => labels['kubernetes.io/hostname']))].sort()).toEqual([...nodes].sort());
  });

  test('are those that sessions of an AS of their own are held from', () => {
    const description = withNodes(...nodes);
    Object.assign((description.sites['mec-1'] as any).hosts[0], { as: 64777 });
    const peers = synthesized(description).objects.filter(({ kind }) => kind === 'BGPPeer');
    const own = peers.find(({ spec }) => spec.myASN === 64777);
    expect(own.spec.nodeSelectors).toEqual([{ matchLabels: { 'kubernetes.io/hostname': nodes[0] } }]);
  });

  test('are those that the agent finds endpoints on', () => {
    const config = ofKind('ConfigMap').find(({ data }) => data?.['agent.json']);
    expect(JSON.parse(config.data['agent.json']).hosts).toEqual(nodes);
  });

  test('have route labels that fit, which nobody but the agent owns', () => {
    const service = cluster.node
      .findAll()
      .find((one) => one instanceof AnycastService)
      ?.node.findChild('service');
    const { agentOwnedLabels = [] } = deploymentHints(service as never);
    expect(agentOwnedLabels).toContain('anycast-mec.io/route.node-1.edge.example.net');
    for (const label of agentOwnedLabels) expect(label.split('/')[1]?.length).toBeLessThanOrEqual(63);
    const selectors = JSON.stringify(ofKind('BGPAdvertisement'));
    for (const label of agentOwnedLabels) expect(selectors).toContain(label);
  });
});

describe('the name of a node', () => {
  const problems = (nodeName: string) =>
    examine(withNodes(nodeName))
      .findings.filter(({ severity, path }) => severity === 'error' && path.includes('hosts'))
      .map(({ path }) => path);

  test.each(['node-1', '1.example', 'a.b-c.d', longest])('may be %s', (name) => expect(problems(name)).toEqual([]));

  test.each(['Node-1', 'node_1', '.a', 'a..b', 'a.', '-a', 'a-.b', `${longest}x`, ''])('may not be "%s"', (name) =>
    expect(problems(name)).toEqual(['sites.mec-1.hosts[0].nodeName']),
  );

  test("is the host's where nothing is said, which may be as long as a label", () => {
    const name = `h${'o'.repeat(62)}`;
    const description = exampleDescription();
    Object.assign(description.sites['mec-1'] as object, { hosts: [{ name }] });
    expect(
      exampleFleet(description)
        .site('mec-1')
        .hosts.map(({ nodeName }) => nodeName),
    ).toEqual([name]);
    expect(JSON.stringify(synthesized(description).objects)).toContain(`"kubernetes.io/hostname":"${name}"`);
  });
});
