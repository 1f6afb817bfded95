import { familyOf } from '../fleet/addresses/address';
import { k8s } from './kubernetes';
import type { ServicePlan } from './service-plan';

/** Annotation with which MetalLB is asked for these very addresses. */
export const addressesAnnotation = 'metallb.io/loadBalancerIPs';

/** The Service that holds the VIP. */
export function vipServiceSpec(plan: ServicePlan, pods: Readonly<Record<string, string>>, targetPort: number): k8s.ServiceSpec {
  return {
    type: 'LoadBalancer',
    externalTrafficPolicy: plan.externalTrafficPolicy,
    // Clients come to the VIP only; a node port would open every host to them.
    allocateLoadBalancerNodePorts: false,
    ipFamilyPolicy: plan.vips.length > 1 ? 'RequireDualStack' : 'SingleStack',
    ...(plan.vips.length > 0 && { ipFamilies: plan.vips.map((vip) => `IPv${familyOf(vip)}`) }),
    selector: { ...pods },
    ports: [servicePort(plan, targetPort)],
  };
}

/** The Service that a rate limiter finds the workload by. */
export function innerServiceSpec(plan: ServicePlan): k8s.ServiceSpec {
  return { type: 'ClusterIP', selector: { ...plan.podLabels }, ports: [servicePort(plan, plan.targetPort)] };
}

function servicePort(plan: ServicePlan, targetPort: number): k8s.ServicePort {
  return { name: 'service', port: plan.port, protocol: plan.protocol, targetPort: k8s.IntOrString.fromNumber(targetPort) };
}
