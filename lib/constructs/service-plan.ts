import type {
  HealthDescription,
  RateLimitDescription,
  ServiceDescription,
  WorkloadDescription,
} from '../fleet/description/service';
import { listOf } from '../fleet/derive/lists';
import { namespaceOf } from '../fleet/derive/object-names';
import type { AnycastServiceProps } from './anycast-service-props';
import { identityLabels } from './standard-labels';

/** Port that a workload listens on unless told. */
const defaultWorkloadPort = 8080;

/** A service with every default filled in. */
export interface ServicePlan {
  readonly name: string;
  readonly namespace: string;
  readonly vips: readonly string[];
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP';
  readonly targetPort: number;
  readonly workload?: WorkloadDescription;
  /** Labels of the pods that serve. */
  readonly podLabels: Readonly<Record<string, string>>;
  readonly health: HealthDescription & { readonly port: number };
  readonly rateLimit?: RateLimitDescription;
  readonly externalTrafficPolicy: 'Local' | 'Cluster';
}

/** What is given, over what the fleet says of the service. */
export function describedService(props: AnycastServiceProps, fleet: ServiceDescription | undefined): Partial<ServiceDescription> {
  const merged: Partial<ServiceDescription> & { name?: unknown; overrides?: unknown } = { ...fleet, ...props };
  delete merged.name;
  delete merged.overrides;
  // A workload given here replaces pods that the fleet selects, and the other way round.
  if (props.workload && !props.selector) delete merged.selector;
  if (props.selector && !props.workload) delete merged.workload;
  return merged;
}

/** Fills in the defaults. */
export function servicePlan(name: string, description: Partial<ServiceDescription>): ServicePlan {
  const { workload, health, rateLimit, port = 80 } = description;
  const targetPort = description.targetPort ?? (workload ? (workload.port ?? defaultWorkloadPort) : port);
  return {
    name,
    namespace: namespaceOf(name, description),
    vips: listOf(description.vip),
    port,
    protocol: description.protocol ?? 'TCP',
    targetPort,
    ...(workload && { workload }),
    podLabels: description.selector ?? identityLabels(name, 'server'),
    // Timing that is not given is the agent's to fill in, by its profile.
    health: { ...health, port: health?.port ?? targetPort },
    ...(rateLimit && { rateLimit }),
    externalTrafficPolicy: description.externalTrafficPolicy ?? 'Local',
  };
}
