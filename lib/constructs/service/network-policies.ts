import { listOf } from '../../fleet/derive/lists';
import type { EgressDescription } from '../../fleet/description/workload';
import { k8s } from '../objects/kubernetes';

/** Labels of pods or of namespaces. */
type Labels = Readonly<Record<string, string>>;

/** A port as a policy names it. */
export interface PolicyPort {
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP';
}

/** Pods that may be talked to or may talk. */
export interface PolicyPods {
  readonly pods?: Labels;
  /** Name of their namespace. @default - the same */
  readonly namespace?: string;
}

/** Lets `from` reach the ports; everybody, if it is left out. */
export function allowIngress(ports: readonly PolicyPort[], from?: readonly PolicyPods[]): k8s.NetworkPolicyIngressRule {
  return { ports: ports.map(policyPort), ...(from && { from: from.map(policyPeer) }) };
}

/** Lets the pods reach the ports of `to`; every port, if none is given. */
export function allowEgress(ports: readonly PolicyPort[], to: readonly PolicyPods[]): k8s.NetworkPolicyEgressRule {
  return { ...(ports.length > 0 && { ports: ports.map(policyPort) }), to: to.map(policyPeer) };
}

/** Lets the pods reach networks, at any port where none is given. @param prefixes in CIDR form */
export function allowNetworks(prefixes: readonly string[], ports: readonly PolicyPort[] = []): k8s.NetworkPolicyEgressRule {
  return {
    ...(ports.length > 0 && { ports: ports.map(policyPort) }),
    to: prefixes.map((cidr) => ({ ipBlock: { cidr } })),
  };
}

/** What a workload or the agent may reach, as it was declared. */
export function declaredEgress(declared: readonly EgressDescription[]): k8s.NetworkPolicyEgressRule[] {
  return declared.map(({ prefix, namespace, pods, port, protocol = 'TCP' }) => {
    const ports = listOf(port).map((number) => ({ port: number, protocol }));
    if (prefix !== undefined) return allowNetworks(listOf(prefix), ports);
    return allowEgress(ports, [{ ...(namespace !== undefined && { namespace }), ...(pods && { pods }) }]);
  });
}

/** Lets the pods resolve names, wherever the cluster's DNS runs. */
export function allowDns(): k8s.NetworkPolicyEgressRule {
  return {
    ports: [
      { port: k8s.IntOrString.fromNumber(53), protocol: 'UDP' },
      { port: k8s.IntOrString.fromNumber(53), protocol: 'TCP' },
    ],
  };
}

/** A policy for the pods with these labels: what comes in is what is listed; so is what goes out, if any is listed. */
export function policySpec(
  pods: Labels,
  ingress: k8s.NetworkPolicyIngressRule[],
  egress?: k8s.NetworkPolicyEgressRule[],
): k8s.NetworkPolicySpec {
  return {
    podSelector: { matchLabels: { ...pods } },
    policyTypes: egress ? ['Ingress', 'Egress'] : ['Ingress'],
    ingress,
    ...(egress && { egress }),
  };
}

function policyPort({ port, protocol }: PolicyPort): k8s.NetworkPolicyPort {
  return { port: k8s.IntOrString.fromNumber(port), protocol };
}

function policyPeer({ pods, namespace }: PolicyPods): k8s.NetworkPolicyPeer {
  return {
    ...(pods && { podSelector: { matchLabels: { ...pods } } }),
    ...(namespace !== undefined && { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } }),
  };
}
