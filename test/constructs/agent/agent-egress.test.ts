import { Chart, Testing } from 'cdk8s';
import { AgentProgram } from '../../../lib/constructs';
import type { FailoverAgentProps } from '../../../lib/constructs';
import { clusterOf, exampleFleet } from '../example-fleet';

/** What the agent of a site may reach. */
function egress(agent: FailoverAgentProps): any[] {
  const chart = Chart.of(
    clusterOf(exampleFleet(), 'mec-1', { agent: { program: AgentProgram.fromImage('registry.example/agent:1'), ...agent } }),
  );
  const policies = Testing.synth(chart).filter(
    ({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === 'failover-agent',
  );
  expect(policies[0].spec.policyTypes).toEqual(['Ingress', 'Egress']);
  return policies[0].spec.egress;
}

const networks = (rules: any[]): string[] =>
  rules.flatMap(({ to = [] }) => to.flatMap(({ ipBlock }: any) => ipBlock?.cidr ?? []));

describe('the agent may connect', () => {
  test('to DNS, to API servers, to the pods that it watches and to the hosts of its site, and nowhere else', () => {
    const [dns, api, pods, lan, ...more] = egress({});
    expect(dns.ports.map(({ port }: any) => port)).toEqual([53, 53]);
    expect(api.ports.map(({ port }: any) => port)).toEqual([443, 6443]);
    const namespaces = pods.to.map(({ namespaceSelector }: any) => namespaceSelector.matchLabels['kubernetes.io/metadata.name']);
    expect(namespaces.sort()).toEqual(['dns', 'hello', 'limited']);
    for (const { podSelector } of pods.to) expect(Object.keys(podSelector.matchLabels)).not.toEqual([]);
    expect(lan).toEqual({ to: [{ ipBlock: { cidr: '10.1.1.0/24' } }] });
    expect(more).toEqual([]);
  });

  test('to the hosts of other sites at which their agents are', () => {
    const hosts = exampleFleet()
      .sites.filter(({ name }) => name !== 'mec-1')
      .flatMap((site) => site.hosts);
    const addresses = hosts.map(({ addresses: [first] }) => `${first?.address}/32`);
    expect(networks(egress({ nodePort: 30470 }))).toEqual(expect.arrayContaining(addresses));
  });

  test('to whatever its configuration names by address, and to what is declared', () => {
    const settings = {
      hello: {
        endpoints: [{ address: '192.0.2.7' }],
        checks: [{ name: 'db', port: 5432, at: '192.0.2.8' }],
        overload: { metrics: 'http://192.0.2.9:9113/metrics', metric: 'rejected_total' },
      },
    };
    const otherSites = { 'mec-2': ['192.0.2.10:9470', '[2001:db8::10]:9470', 'agent.example.net:9470'] };
    const declared = [{ prefix: '198.51.100.0/24', port: 9470 }];
    const found = egress({ settings, otherSites, egress: declared });
    expect(networks(found)).toEqual(
      expect.arrayContaining([
        '192.0.2.7/32',
        '192.0.2.8/32',
        '192.0.2.9/32',
        '192.0.2.10/32',
        '2001:db8::10/128',
        '198.51.100.0/24',
      ]),
    );
    // VIPs are no places to ask: another site may answer.
    expect(networks(found)).not.toEqual(expect.arrayContaining(['203.0.113.1/32']));
  });
});
