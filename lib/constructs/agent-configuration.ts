import { agentFieldManager, routeLabel } from '../metallb/label-contract';
import type { RegisteredService } from './registered-service';

/** What the failover agent of a site is told. */
export interface AgentConfiguration {
  /** Name of the site; absent where the agent stands alone. */
  readonly site?: string;
  /** Nodes that announce. */
  readonly hosts: readonly string[];
  readonly metallbNamespace: string;
  readonly lease: { readonly namespace: string; readonly name: string };
  readonly fieldManager: string;
  /** The label it sets for the whole site; `<routeLabel>.<host>` for one host. */
  readonly routeLabel: string;
  readonly services: readonly RegisteredService[];
}

/** Fills in what does not vary. Services are sorted, so that the order in which a program makes them changes nothing. */
export function agentConfiguration(given: Omit<AgentConfiguration, 'fieldManager' | 'routeLabel'>): AgentConfiguration {
  const key = (service: RegisteredService) => `${service.namespace}/${service.name}`;
  const services = [...given.services].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return { ...given, fieldManager: agentFieldManager, routeLabel, services };
}
