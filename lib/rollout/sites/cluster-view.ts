import { z } from 'zod';
import type { Service, Site } from '../../fleet/model';
import { maintenanceLabel, maintenanceOfLabel, routeLabel, routeOfLabel } from '../../contract/labels';
import type { SiteObservation, VipState } from './site-control';

const texts = z.record(z.string(), z.string()).optional();
const metadata = z.object({ name: z.string(), namespace: z.string().optional(), labels: texts, annotations: texts });
const listOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });

/** What kubectl tells, as far as it is looked at. */
export const shapes = {
  services: listOf(
    z.object({
      metadata,
      status: z
        .object({ loadBalancer: z.object({ ingress: z.array(z.object({ ip: z.string().optional() })).optional() }).optional() })
        .optional(),
    }),
  ),
  endpointSlices: listOf(
    z.object({
      metadata,
      endpoints: z.array(z.object({ conditions: z.object({ ready: z.boolean().optional() }).optional() })).nullish(),
    }),
  ),
  agents: listOf(z.object({ metadata, status: z.object({ availableReplicas: z.number().optional() }).optional() })),
  announcements: listOf(
    z.object({
      status: z
        .object({
          serviceName: z.string().optional(),
          serviceNamespace: z.string().optional(),
          peers: z.array(z.string()).optional(),
        })
        .optional(),
    }),
  ),
};

/** What was read of a cluster. */
export interface ClusterReading {
  readonly services: z.infer<typeof shapes.services>;
  readonly endpointSlices: z.infer<typeof shapes.endpointSlices>;
  readonly agents: z.infer<typeof shapes.agents>;
  /** What MetalLB's speakers say that they announce; undefined where it is not asked for, or the cluster does not know it. */
  readonly announcements: z.infer<typeof shapes.announcements> | undefined;
}

/** The namespace of a service in the cluster. */
export const namespaceOf = ({ name, description }: Service) => description.namespace ?? name;

/** What a reading says of a site. */
export function observationOf(site: Site, reading: ClusterReading): SiteObservation {
  const idle = reading.agents.items.filter(({ status }) => !status?.availableReplicas).map(({ metadata: { name } }) => name);
  return {
    vips: site.services.map((service) => vipState(service, reading)),
    problems: idle.map((name) => `no pod of the agent ${name} is available`),
  };
}

function vipState(service: Service, reading: ClusterReading): VipState {
  const [name, namespace] = [service.name, namespaceOf(service)];
  const down = (reason: string): VipState => ({ service: name, state: 'down', reason });
  const found = reading.services.items.find(({ metadata: its }) => its.name === name && its.namespace === namespace);
  if (!found) return down(`there is no Service ${namespace}/${name}`);
  const { labels = {}, annotations = {} } = found.metadata;
  const route = routeOfLabel(labels[routeLabel]);
  if (route !== 'announced') return { service: name, state: route, reason: `label ${routeLabel}` };
  if (maintenanceOfLabel(labels[maintenanceLabel] ?? annotations[maintenanceLabel]) !== undefined)
    return { service: name, state: 'drained', reason: maintenanceLabel };
  if (!found.status?.loadBalancer?.ingress?.some(({ ip }) => ip)) return down('the Service has no address');
  const ready = reading.endpointSlices.items
    .filter(({ metadata: its }) => its.namespace === namespace && its.labels?.['kubernetes.io/service-name'] === name)
    .flatMap(({ endpoints }) => endpoints ?? [])
    .some(({ conditions }) => conditions?.ready !== false);
  if (!ready) return down('no endpoint is ready');
  const { announcements } = reading;
  const isAnnounced = announcements?.items.some(
    ({ status }) => status?.serviceName === name && status.serviceNamespace === namespace && (status.peers ?? []).length > 0,
  );
  return isAnnounced === false ? down('no speaker announces it to a router') : { service: name, state: 'announced' };
}
