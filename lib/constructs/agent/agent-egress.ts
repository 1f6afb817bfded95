import { isAddress, familyOf } from '../../fleet/addresses/address';
import type { EgressDescription } from '../../fleet/description/workload';
import type { AgentConfiguration } from './agent-configuration';
import type { k8s } from '../objects/kubernetes';
import { allowDns, allowEgress, allowNetworks, declaredEgress } from '../service/network-policies';
import type { PolicyPort } from '../service/network-policies';

/** Ports of API servers: behind the Service `kubernetes`, of kubeadm and k3s (6443) and of managed clusters. Their addresses nobody knows. */
const apiServerPorts: readonly PolicyPort[] = [443, 6443].map((port) => ({ port, protocol: 'TCP' }));

const everywhere = ['0.0.0.0/0', '::/0'];

/** What decides where an agent must get through. */
export interface AgentReach {
  readonly configuration: AgentConfiguration;
  /** Host networks of the site, where pods of the host network and API servers are. */
  readonly lan: readonly string[];
  /** What the operator adds. */
  readonly declared: readonly EgressDescription[];
}

/**
 * Where the agent may connect to: DNS, API servers, the pods that it watches, the hosts of its site, what its configuration names (other
 * sites, fixed endpoints, checks at an address, metrics of a limiter), and what is declared. Nothing of that may fail for a policy: an agent
 * that cannot ask would take a site that serves for one that is dead.
 */
export function agentEgress({ configuration, lan, declared }: AgentReach): k8s.NetworkPolicyEgressRule[] {
  const { services, otherSites = [] } = configuration;
  const watched = new Map(
    services.map(({ namespace, selector }) => [JSON.stringify([namespace, selector]), { namespace, pods: selector }]),
  );
  const named = [...new Set([...otherSites, ...services].flatMap((part) => addressesIn(part)))].sort();
  return [
    allowDns(),
    allowNetworks(everywhere, apiServerPorts),
    ...(watched.size > 0 ? [allowEgress([], [...watched.values()])] : []),
    ...(lan.length > 0 ? [allowNetworks(lan)] : []),
    ...(named.length > 0 ? [allowNetworks(named)] : []),
    ...declaredEgress(declared),
  ];
}

/** Keys of the configuration whose values say where something is asked. */
const places = new Set(['address', 'addresses', 'at', 'metrics', 'endpoints', 'checks', 'otherSites', 'overload']);

/** Every address that a part of the configuration names as a place to ask, as a prefix. A name is not one: it is found by DNS, see `declared`. */
function addressesIn(value: unknown): string[] {
  if (typeof value === 'string') {
    const host = /^(?:[a-z]+:\/\/)?(?:\[([^\]]+)\]|([^/:]+))(?::\d+)?(?:\/.*)?$/.exec(value);
    const address = isAddress(value) ? value : (host?.[1] ?? host?.[2] ?? '');
    return isAddress(address) ? [`${address}/${familyOf(address) === 4 ? 32 : 128}`] : [];
  }
  if (Array.isArray(value)) return value.flatMap(addressesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => (places.has(key) ? addressesIn(part) : []));
}
