import { familyOf } from '../../fleet/addresses/address';
import type { ServicePort } from '../../fleet/model';
import { k8s } from '../objects/kubernetes';
import type { ServicePlan } from './service-plan';

/** Annotation with which MetalLB is asked for these very addresses. */
export const addressesAnnotation = 'metallb.io/loadBalancerIPs';

/** The Service that holds the VIP. @param redirectPort of the pods, where plain HTTP is sent on to TLS */
export function vipServiceSpec(
  plan: ServicePlan,
  pods: Readonly<Record<string, string>>,
  targetPortOf: (port: ServicePort) => number,
  redirectPort?: number,
): k8s.ServiceSpec {
  return {
    type: 'LoadBalancer',
    externalTrafficPolicy: plan.externalTrafficPolicy,
    // Clients come to the VIP only; a node port would open every host to them.
    allocateLoadBalancerNodePorts: false,
    ipFamilyPolicy: plan.vips.length > 1 ? 'RequireDualStack' : 'SingleStack',
    ...(plan.vips.length > 0 && { ipFamilies: plan.vips.map((vip) => `IPv${familyOf(vip)}`) }),
    selector: { ...pods },
    // One Service for all protocols: Kubernetes takes both since 1.26 (KEP-1435), and MetalLB counts ports by protocol.
    ports: [...plan.ports.map((port) => servicePort(port.name, port, targetPortOf(port))), ...redirected(plan, redirectPort)],
  };
}

/** The port of plain HTTP beside that of TLS, by a name that no port of the operator has beside its own. */
function redirected({ ports: [tls], rateLimit }: ServicePlan, redirectPort: number | undefined): k8s.ServicePort[] {
  const from = rateLimit?.tls?.redirectFrom;
  if (!tls || from === undefined || redirectPort === undefined) return [];
  return [servicePort(`${tls.name}-redirect`, { port: from, protocol: 'TCP' }, redirectPort)];
}

/** The Service that a rate limiter finds the workload by, at the ports of the pods: that of clients, and that of health where it is another. */
export function innerServiceSpec(plan: ServicePlan, port: number, healthPort: number): k8s.ServiceSpec {
  const at = (name: string, number: number) => servicePort(name, { port: number, protocol: 'TCP' }, number);
  const ports = [at('service', port), ...(healthPort === port ? [] : [at('health', healthPort)])];
  return { type: 'ClusterIP', selector: { ...plan.podLabels }, ports };
}

function servicePort(
  name: string,
  { port, protocol }: Pick<ServicePort, 'port' | 'protocol'>,
  targetPort: number,
): k8s.ServicePort {
  return { name, port, protocol, targetPort: k8s.IntOrString.fromNumber(targetPort) };
}
