import type { KubeObject, KubernetesApi } from 'anycast-mec/clients';
import type { ServiceConfig } from 'anycast-mec/contract';

/** The part of a Service that is read. */
export interface ServiceObject extends KubeObject {
  readonly spec?: { readonly type?: string };
  readonly status?: { readonly loadBalancer?: { readonly ingress?: readonly { readonly ip?: string }[] } };
}

/** The Services as last seen, by a watch or by the answer to a patch: whichever is newer. */
export class ServiceObjects {
  private readonly objects = new Map<string, ServiceObject>();

  /** Takes what a watch or an answer says; undefined: the Service is gone. */
  public see(service: ServiceConfig, object: ServiceObject | undefined): void {
    if (!object) {
      this.objects.delete(service.key);
      return;
    }
    const known = this.objects.get(service.key);
    // A watch that lags behind our own patch would make us patch again.
    if (known && known.metadata.uid === object.metadata.uid && version(known) > version(object)) return;
    this.objects.set(service.key, object);
  }

  public get(service: ServiceConfig): ServiceObject | undefined {
    return this.objects.get(service.key);
  }
}

/** Resource versions of one object in one cluster grow (Kubernetes 1.35 promises it; etcd revisions always did). */
function version({ metadata }: ServiceObject): number {
  return Number(metadata.resourceVersion ?? 0);
}

/** Path of a Service. */
export function servicePath({ namespace, name }: ServiceConfig): string {
  return `/api/v1/namespaces/${namespace}/services/${name}`;
}

/** Reads a Service anew. @throws ApiError */
export function readService(api: KubernetesApi, service: ServiceConfig): Promise<ServiceObject> {
  return api.get<ServiceObject>(servicePath(service));
}
