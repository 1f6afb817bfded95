import type { ServiceDescription } from '../description/service';

/** Name of the Service by which a rate limiter finds the workload. */
export function workloadServiceName(service: string): string {
  return `${service}-workload`;
}

/** Name of a service's rate limiter and of all its objects. */
export function limiterName(service: string): string {
  return `${service}-limiter`;
}

/** Name of a service's namespace. */
export function namespaceOf(service: string, description: Pick<Partial<ServiceDescription>, 'namespace'>): string {
  return description.namespace ?? service;
}

/** Whether a service brings pods of its own: those of its workload, or those of a rate limiter. */
export function makesPods({ workload, rateLimit }: Partial<ServiceDescription>): boolean {
  return workload !== undefined || rateLimit !== undefined;
}

/** The objects that a service makes in its namespace: for every name the kind that stands for all kinds of that name. */
export function objectsOf(service: string, description: ServiceDescription): { readonly kind: string; readonly name: string }[] {
  const { workload, rateLimit } = description;
  return [
    { kind: 'Service', name: service },
    ...(workload ? [{ kind: 'Deployment', name: service }] : []),
    ...(rateLimit
      ? [
          { kind: 'Service', name: workloadServiceName(service) },
          { kind: 'Deployment', name: limiterName(service) },
        ]
      : []),
  ];
}
