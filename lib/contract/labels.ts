import { createHash } from 'node:crypto';
import { labelValueSchema, longestLabelValue } from './kubernetes';

/**
 * The label contract: how a VIP's route is drained and withdrawn. Constructs write the selectors, the failover agent sets
 * the labels, and both take the names from here.
 *
 * MetalLB announces a Service if a BGPAdvertisement selects it (`serviceSelectors`, MetalLB 0.16.0). The owner of a Service
 * sets {@link anycastLabel} and never a route label; the agent sets a route label with its own field manager. No route label
 * means announced, so that a dead agent changes nothing.
 */

/** Prefix of every label and annotation of this project. */
export const labelPrefix = 'anycast-mec.io';

/** Marks a Service whose VIP is announced: `anycast-mec.io/anycast: "true"`. Set by its owner. */
export const anycastLabel = `${labelPrefix}/anycast`;

/** State of the VIP's route at the whole site, set by the agent; see {@link RouteState}. */
export const routeLabel = `${labelPrefix}/route`;

/**
 * Values of a route label. No label: announced. `drain`: announced with {@link gracefulShutdown}, so that the network moves
 * away while we still serve. `withdrawn`: no advertisement matches; the route goes, the address stays assigned.
 */
export type RouteState = 'drain' | 'withdrawn';

/** How the route of a VIP is: `drained` is announced with GRACEFUL_SHUTDOWN. */
export type Route = 'announced' | 'drained' | 'withdrawn';

/** The value of a route label for a route; none: announced. */
export const labelOfRoute: Readonly<Record<Exclude<Route, 'announced'>, RouteState>> = {
  drained: 'drain',
  withdrawn: 'withdrawn',
};

/** The route that a label asks for. A value that nobody knows selects no advertisement: withdrawn. */
export function routeOfLabel(value: string | undefined): Route {
  if (value === undefined) return 'announced';
  return value === labelOfRoute.drained ? 'drained' : 'withdrawn';
}

/** By this label (or annotation) of a Service people ask the agent for maintenance: `drain`, or `withdrawn` after a drain. */
export const maintenanceLabel = maintenanceKey(routeLabel);

/**
 * What a value of {@link maintenanceLabel} asks for; undefined: nothing. One that nobody knows drains: it was meant to take the VIP out. `false`
 * and `off` take a request back.
 */
export function maintenanceOfLabel(value: string | undefined): RouteState | undefined {
  if (value === undefined || value === 'false' || value === 'off') return undefined;
  return value === labelOfRoute.withdrawn ? 'withdrawn' : 'drain';
}

/** The label of maintenance beside a label of the route. */
export function maintenanceKey(siteLabel: string): string {
  return `${siteLabel.slice(0, siteLabel.indexOf('/'))}/maintenance`;
}

/** GRACEFUL_SHUTDOWN, the well-known community of RFC 8326 section 5. */
export const gracefulShutdown = '65535:0';

/** Characters of the digest that makes a cut name one of its own. */
const digestLength = 8;

/**
 * State of the VIP's route at one host, set by the agent when the last endpoint on that host is gone: `anycast-mec.io/route.<node>`. A
 * name that leaves no room beside that of the site's label is cut, and a digest of the whole name stands at its end.
 *
 * @param node name of the Kubernetes node
 * @throws Error if the name cannot be that of a node's label.
 */
export function hostRouteLabel(node: string): string {
  return hostLabel(routeLabel, node);
}

/** {@link hostRouteLabel} beside another label of the whole site. */
export function hostLabel(siteLabel: string, node: string): string {
  if (node === '' || !labelValueSchema.safeParse(node).success) {
    throw new Error(
      `host '${node}': cannot be part of a label key; allowed are letters, digits, '-', '_' and '.', at most ${longestLabelValue} characters`,
    );
  }
  const room = roomForNode(siteLabel);
  if (node.length <= room) return `${siteLabel}.${node}`;
  const digest = createHash('sha256').update(node).digest('hex').slice(0, digestLength);
  return `${siteLabel}.${node.slice(0, room - digestLength - 1)}-${digest}`;
}

/** Whether labels of single hosts have room beside this label of the site: for the digest and a character more. */
export function leavesRoomForHosts(siteLabel: string): boolean {
  return roomForNode(siteLabel) > digestLength + 1;
}

function roomForNode(siteLabel: string): number {
  return longestLabelValue - (siteLabel.length - siteLabel.indexOf('/') - 1) - '.'.length;
}
