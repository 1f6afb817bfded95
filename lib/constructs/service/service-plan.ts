import { canonical } from '../../fleet/addresses/address';
import { givenOver } from '../../fleet/description/given-over';
import type { RateLimitDescription } from '../../fleet/description/rate-limit';
import type { ServiceDescription } from '../../fleet/description/service';
import type { WorkloadDescription } from '../../fleet/description/workload';
import { checksOf } from '../../fleet/derive/checks';
import { listOf } from '../../fleet/derive/lists';
import { namespaceOf } from '../../fleet/derive/object-names';
import { portsOf } from '../../fleet/derive/ports';
import type { HealthCheck, ServicePort } from '../../fleet/model';
import type { AnycastServiceText } from './anycast-service-props';
import { identityLabels } from '../objects/standard-labels';

/** A service with every default filled in. */
export interface ServicePlan {
  readonly name: string;
  readonly namespace: string;
  readonly vips: readonly string[];
  readonly ports: readonly ServicePort[];
  /** What is asked of every endpoint; the first is the agent's health probe. */
  readonly checks: readonly HealthCheck[];
  readonly workload?: WorkloadDescription;
  /** Labels of the pods that serve. */
  readonly podLabels: Readonly<Record<string, string>>;
  readonly rateLimit?: RateLimitDescription;
  readonly externalTrafficPolicy: 'Local' | 'Cluster';
}

/** What is given, over what the fleet says of the service. */
export function describedService(props: AnycastServiceText, fleet: ServiceDescription | undefined): Partial<ServiceDescription> {
  // Nothing is given: what is made of the fleet's own description is made once for all sites.
  if (fleet && Object.keys(props).every((key) => key === 'name' || key === 'overrides')) return fleet;
  const merged: Partial<ServiceDescription> & { name?: unknown; overrides?: unknown } = givenOver(fleet ?? {}, props);
  delete merged.name;
  delete merged.overrides;
  // A workload given here replaces pods that the fleet selects, and the other way round.
  if (props.workload && !props.selector) delete merged.selector;
  if (props.selector && !props.workload) delete merged.workload;
  // So do ports of the one form and of the other.
  const isShort = props.port !== undefined || props.protocol !== undefined || props.targetPort !== undefined;
  if (isShort && !props.ports) delete merged.ports;
  if (props.ports && !isShort) for (const field of ['port', 'protocol', 'targetPort'] as const) delete merged[field];
  return merged;
}

/** Fills in the defaults. */
export function servicePlan(name: string, description: Partial<ServiceDescription>): ServicePlan {
  const { workload, rateLimit } = description;
  const ports = portsOf(description, '');
  return {
    name,
    namespace: namespaceOf(name, description),
    vips: listOf(description.vip).map(canonical),
    ports,
    // Timing that is not given is the agent's to fill in, by its profile.
    checks: checksOf(description, ports, ''),
    ...(workload && { workload }),
    podLabels: description.selector ?? identityLabels(name, 'server'),
    ...(rateLimit && { rateLimit }),
    externalTrafficPolicy: description.externalTrafficPolicy ?? 'Local',
  };
}

/** The ports of the pods, each once: several ports of a VIP may lead to one. */
export function podPorts(ports: readonly ServicePort[]): ServicePort[] {
  return [...new Map([...ports].reverse().map((port) => [`${port.targetPort}/${port.protocol}`, port])).values()].reverse();
}
