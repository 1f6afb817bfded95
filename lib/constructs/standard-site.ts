import { AnycastService } from './service/anycast-service';
import { BfdDaemonSet } from './peering/bfd-daemon-set';
import { FailoverAgent } from './agent/failover-agent';
import type { FailoverAgentProps } from './agent/failover-agent';
import type { MecCluster } from './mec-cluster';
import { MetalLBPeering } from './peering/metallb-peering';
import type { MetalLBPeeringProps } from './peering/metallb-peering-props';
import { kindOf } from './objects/construct-kind';
import type { ConstructKind } from './objects/construct-kind';
import { partIds, serviceId } from './objects/part-ids';

/** What the constructs that {@link standardSite} adds are given, over what the site says. */
export interface StandardSiteOptions {
  readonly peering?: MetalLBPeeringProps;
  readonly agent?: FailoverAgentProps;
}

/**
 * Adds to a cluster everything that the fleet describes and the program did not make: the peering, the BFD daemon (native mode with
 * BFD on), every service of the site, the failover agent. What the program made, it keeps.
 */
export function standardSite(cluster: MecCluster, options: StandardSiteOptions = {}): void {
  const { site } = cluster;
  if (!site) return;
  const made = cluster.node.findAll();
  const has = (kind: ConstructKind) => made.some((construct) => kindOf(construct) === kind);
  if (!has('MetalLBPeering')) new MetalLBPeering(cluster, partIds.peering, options.peering);
  if (site.metallb.mode === 'native' && site.bfd && !has('BfdDaemonSet')) new BfdDaemonSet(cluster, partIds.bfd);
  const services = new Set(made.filter(AnycastService.isAnycastService).map((service) => service.name));
  for (const { name } of site.services) {
    if (!services.has(name)) new AnycastService(cluster, serviceId(name), { name });
  }
  if (!has('FailoverAgent')) new FailoverAgent(cluster, partIds.agent, options.agent);
}
