import { setTimeout as pause } from 'node:timers/promises';
import type { KubernetesApi } from 'anycast-mec/clients';
import { hostLabel, labelOfRoute, routeOfLabel } from 'anycast-mec/contract';
import type { Route, RouteState, ServiceConfig } from 'anycast-mec/contract';
import type { Actuator, RouteTarget } from './actuator';
import { servicePath } from './service-objects';
import type { ServiceObject, ServiceObjects } from './service-objects';

/** How labels are named. */
export interface LabelNames {
  readonly routeLabel: string;
  readonly fieldManager: string;
}

/**
 * What is decided within this time becomes one patch, ms: hosts that fail together are seen a moment apart, and a second patch would wait
 * for the answer to the first, which takes several times longer.
 */
const gatherMs = 1;

/**
 * Sets the route labels of a Service, by which MetalLB's advertisements select it. All labels of a Service go into one server-side
 * apply, because what an apply leaves out it gives up.
 */
export class MetalLBLabelActuator implements Actuator {
  public readonly hasHostRoutes = true;
  private readonly wanted = new Map<string, Map<string, RouteState>>();
  private readonly running = new Map<string, Promise<void>>();

  public constructor(
    private readonly api: KubernetesApi,
    private readonly services: ServiceObjects,
    private readonly names: LabelNames,
  ) {}

  public announce(target: RouteTarget): Promise<void> {
    return this.set(target, undefined);
  }

  public drain(target: RouteTarget): Promise<void> {
    return this.set(target, labelOfRoute.drained);
  }

  public withdraw(target: RouteTarget): Promise<void> {
    return this.set(target, labelOfRoute.withdrawn);
  }

  public observe(target: RouteTarget): Route | undefined {
    const object = this.services.get(target.service);
    return object && routeOfLabel(object.metadata.labels?.[this.label(target)]);
  }

  public forget(service: ServiceConfig): void {
    this.wanted.delete(service.key);
  }

  private async set(target: RouteTarget, value: RouteState | undefined): Promise<void> {
    const { service } = target;
    const labels = this.labelsOf(service);
    if (value === undefined) labels.delete(this.label(target));
    else labels.set(this.label(target), value);
    // One patch at a time for each Service: a later one must not be overtaken by an earlier one.
    const before = this.running.get(service.key)?.catch(() => undefined) ?? pause(gatherMs);
    const mine = before.then(() => this.apply(service));
    this.running.set(service.key, mine);
    try {
      await mine;
    } finally {
      if (this.running.get(service.key) === mine) this.running.delete(service.key);
    }
  }

  private async apply(service: ServiceConfig): Promise<void> {
    const object = this.services.get(service);
    if (!object || this.isThere(service, object)) return;
    const metadata = {
      name: service.name,
      namespace: service.namespace,
      // A Service that was deleted meanwhile must not be made anew by the apply, nor its successor be labelled for it.
      ...(object.metadata.uid !== undefined && { uid: object.metadata.uid }),
      labels: Object.fromEntries(this.labelsOf(service)),
    };
    const applied = await this.api.patch<ServiceObject>(
      servicePath(service),
      { apiVersion: 'v1', kind: 'Service', metadata },
      'apply',
      this.names.fieldManager,
    );
    this.services.see(service, applied);
    await this.takeOver(service, applied);
  }

  /** Labels of the contract that somebody else set are not given up by an apply: they are taken away. */
  private async takeOver(service: ServiceConfig, object: ServiceObject): Promise<void> {
    const foreign = this.routeLabels(object).filter((label) => !this.labelsOf(service).has(label));
    if (foreign.length === 0) return;
    const body = { metadata: { labels: Object.fromEntries(foreign.map((label) => [label, null])) } };
    this.services.see(service, await this.api.patch<ServiceObject>(servicePath(service), body, 'merge', this.names.fieldManager));
  }

  private isThere(service: ServiceConfig, object: ServiceObject): boolean {
    const wanted = this.labelsOf(service);
    const found = this.routeLabels(object);
    return found.length === wanted.size && found.every((label) => wanted.get(label) === object.metadata.labels?.[label]);
  }

  /** What is wanted: at first, what is found. */
  private labelsOf(service: ServiceConfig): Map<string, RouteState> {
    const known = this.wanted.get(service.key);
    if (known) return known;
    const object = this.services.get(service);
    const found = object ? this.routeLabels(object).flatMap((label) => valueOf(label, object)) : [];
    const labels = new Map(found);
    if (object) this.wanted.set(service.key, labels);
    return labels;
  }

  private routeLabels({ metadata }: ServiceObject): string[] {
    const { routeLabel } = this.names;
    return Object.keys(metadata.labels ?? {}).filter((label) => label === routeLabel || label.startsWith(`${routeLabel}.`));
  }

  private label({ host }: RouteTarget): string {
    return host === undefined ? this.names.routeLabel : hostLabel(this.names.routeLabel, host);
  }
}

function valueOf(label: string, { metadata }: ServiceObject): [string, RouteState][] {
  const route = routeOfLabel(metadata.labels?.[label]);
  return route === 'announced' ? [] : [[label, labelOfRoute[route]]];
}
