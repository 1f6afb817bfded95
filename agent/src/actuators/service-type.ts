import type { KubernetesApi } from 'anycast-mec/clients';
import type { Route } from 'anycast-mec/contract';
import type { Actuator, RouteTarget } from './actuator';
import { servicePath } from './service-objects';
import type { ServiceObject, ServiceObjects } from './service-objects';

/**
 * The way of the thesis: the Service's type becomes ClusterIP, and LoadBalancer again. MetalLB then gives the address back, traffic in
 * flight is cut, and it fights every deployment tool. For comparison, and for MetalLB before 0.16. It cannot drain.
 */
export class ServiceTypeActuator implements Actuator {
  public readonly hasHostRoutes = false;

  public constructor(
    private readonly api: KubernetesApi,
    private readonly services: ServiceObjects,
    private readonly fieldManager: string,
  ) {}

  public announce(target: RouteTarget): Promise<void> {
    return this.set(target, 'LoadBalancer');
  }

  /** Stays announced until it is withdrawn. */
  public async drain({ service }: RouteTarget): Promise<void> {
    if (this.observe({ service }) === 'withdrawn') await this.set({ service }, 'LoadBalancer');
  }

  public withdraw(target: RouteTarget): Promise<void> {
    return this.set(target, 'ClusterIP');
  }

  public observe({ service }: RouteTarget): Route | undefined {
    const type = this.services.get(service)?.spec?.type;
    if (type === undefined) return undefined;
    return type === 'LoadBalancer' ? 'announced' : 'withdrawn';
  }

  /** Nothing is remembered here. */
  public forget(): void {}

  private async set({ service }: RouteTarget, type: string): Promise<void> {
    if (this.services.get(service)?.spec?.type === type) return;
    const changed = await this.api.patch<ServiceObject>(servicePath(service), { spec: { type } }, 'merge', this.fieldManager);
    this.services.see(service, changed);
  }
}
