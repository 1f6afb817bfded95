import type { z } from 'zod';
import type { Fleet } from '../../fleet';
import { rolloutFieldManager } from '../../contract/field-managers';
import { anycastLabel, maintenanceLabel, routeLabel } from '../../contract/labels';
import { namespaceOf, observationOf, shapes } from './cluster-view';
import { runCheck } from './check';
import { kubectl } from './kubectl';
import type { ClusterAccess } from './kubectl';
import type { SiteControl, SiteObservation } from './site-control';

/** How long the agent may take to act on an annotation, ms: it watches, so this is a matter of milliseconds. */
const drainedWithinMs = 30_000;
const agentSelector = 'app.kubernetes.io/component=failover-agent';

/** How clusters are looked at. */
export interface KubectlOptions {
  /** How the cluster of a site is reached. */
  readonly accessTo: (site: string) => Promise<ClusterAccess>;
  /** Whether a VIP counts as announced only if a speaker says so (ServiceBGPStatus). @default true */
  readonly announcements?: boolean;
  /** Program that judges a site besides: called with the site's name, healthy if it ends with 0. @default - none */
  readonly check?: string;
  /** @default 'kubectl' */
  readonly program?: string;
}

/**
 * Sees sites through their API servers, and takes them out of service through the failover agent: it is asked by an annotation, and
 * does the rest. Where no agent runs the route label is set directly.
 */
export class KubectlControl implements SiteControl {
  public constructor(
    private readonly fleet: Fleet,
    private readonly options: KubectlOptions,
  ) {}

  public async observe(site: string): Promise<SiteObservation> {
    const described = this.fleet.site(site);
    try {
      const [services, endpointSlices, agents, announcements, check] = await Promise.all([
        this.read(site, shapes.services, ['services', '-A', '-l', anycastLabel]),
        this.read(site, shapes.endpointSlices, ['endpointslices', '-A']),
        this.read(site, shapes.agents, ['deployments', '-A', '-l', agentSelector]),
        this.announcements(site),
        this.options.check === undefined ? undefined : runCheck(this.options.check, described),
      ]);
      const seen = observationOf(described, { services, endpointSlices, agents, announcements });
      return check === undefined ? seen : { ...seen, problems: [...seen.problems, check] };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return {
        vips: described.services.map(({ name }) => ({ service: name, state: 'down', reason: 'not seen' })),
        problems: [`the cluster cannot be seen: ${reason}`],
      };
    }
  }

  /** @throws Error if a VIP has no route label in time: the network was not told */
  public async drain(site: string): Promise<void> {
    const isServed = await this.agentRuns(site);
    await this.each(site, (service) => ['annotate', 'service', service, `${maintenanceLabel}=drain`, '--overwrite']);
    if (!isServed) await this.each(site, (service) => ['label', 'service', service, `${routeLabel}=drain`, '--overwrite']);
    const end = performance.now() + drainedWithinMs;
    for (let left = await this.undrained(site); left.length; left = await this.undrained(site)) {
      if (performance.now() > end) {
        throw new Error(
          `the failover agent did not drain ${left.join(', ')} within ${drainedWithinMs / 1000} s; remedy: look at its log`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  public async restore(site: string): Promise<void> {
    const isServed = await this.agentRuns(site);
    await this.each(site, (service) => ['annotate', 'service', service, `${maintenanceLabel}-`]);
    if (!isServed) await this.each(site, (service) => ['label', 'service', service, `${routeLabel}-`]);
  }

  /** Names of the services whose route label is not set. */
  private async undrained(site: string): Promise<string[]> {
    const { items } = await this.read(site, shapes.services, ['services', '-A', '-l', anycastLabel]);
    const drained = items.filter(({ metadata }) => metadata.labels?.[routeLabel] !== undefined);
    return this.fleet
      .site(site)
      .services.filter((service) =>
        drained.every(({ metadata }) => metadata.name !== service.name || metadata.namespace !== namespaceOf(service)),
      )
      .map(({ name }) => name);
  }

  private async each(site: string, args: (service: string) => string[]): Promise<void> {
    const access = await this.options.accessTo(site);
    for (const service of this.fleet.site(site).services) {
      const rest = ['--namespace', namespaceOf(service), '--field-manager', rolloutFieldManager];
      await kubectl(access, [...args(service.name), ...rest], this.options.program);
    }
  }

  /** An agent without a pod acts on nothing. */
  private async agentRuns(site: string): Promise<boolean> {
    const { items } = await this.read(site, shapes.agents, ['deployments', '-A', '-l', agentSelector]);
    return items.some(({ status }) => (status?.availableReplicas ?? 0) > 0);
  }

  /** A cluster without MetalLB's kinds says nothing of announcements, which is different from saying that there are none. */
  private async announcements(site: string): Promise<z.infer<typeof shapes.announcements> | undefined> {
    if (this.options.announcements === false) return undefined;
    try {
      return await this.read(site, shapes.announcements, ['servicebgpstatuses.metallb.io', '-A']);
    } catch (error) {
      if (error instanceof Error && /doesn't have a resource type/.test(error.message)) return undefined;
      throw error;
    }
  }

  private async read<T extends z.ZodType>(site: string, shape: T, what: readonly string[]): Promise<z.infer<T>> {
    const access = await this.options.accessTo(site);
    return shape.parse(JSON.parse(await kubectl(access, ['get', ...what, '--output', 'json'], this.options.program)));
  }
}
