import type { k8s } from '../objects/kubernetes';

/** In a namespace with registered Services: label those Services, watch their endpoints, tell why in Events. */
export function serviceRules(names: string[]): k8s.PolicyRule[] {
  return [
    {
      apiGroups: [''],
      resources: ['services'],
      verbs: ['get', 'list', 'watch', 'patch'],
      resourceNames: names,
    },
    // A list of endpoints cannot be narrowed to names: EndpointSlices have generated ones.
    { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['get', 'list', 'watch'] },
    { apiGroups: ['events.k8s.io'], resources: ['events'], verbs: ['create', 'patch'] },
  ];
}

/** In the agent's namespace: the Lease by which one of the replicas leads. Kubernetes cannot narrow `create` to a name. */
export function leaseRules(lease: string): k8s.PolicyRule[] {
  return [
    {
      apiGroups: ['coordination.k8s.io'],
      resources: ['leases'],
      verbs: ['get', 'list', 'watch', 'update', 'patch'],
      resourceNames: [lease],
    },
    { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['create'] },
  ];
}

/** In MetalLB's namespace: what the speakers announce. */
export function statusRules(): k8s.PolicyRule[] {
  return [{ apiGroups: ['metallb.io'], resources: ['servicebgpstatuses'], verbs: ['get', 'list', 'watch'] }];
}

/** The CPU rule of the thesis reads metrics-server. */
export function cpuRules(): k8s.PolicyRule[] {
  return [{ apiGroups: ['metrics.k8s.io'], resources: ['pods'], verbs: ['get', 'list'] }];
}
