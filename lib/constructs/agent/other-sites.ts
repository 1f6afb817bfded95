import type { OtherSite } from './agent-configuration';
import type { MecCluster } from '../mec-cluster';
import type { RegisteredService } from '../service/registered-service';

/**
 * The other sites of the fleet that announce a VIP of the service, and the addresses of their hosts at `nodePort`, where their agents
 * answer if they are given the same port. Undefined where the cluster belongs to no fleet. A host network that cannot be reached from
 * here does no harm: what the agent cannot see does not count as serving.
 */
export function otherSitesOf(
  { fleet, site }: MecCluster,
  nodePort: number,
  service: RegisteredService,
): readonly OtherSite[] | undefined {
  if (!fleet || !site) return undefined;
  const vips = new Set(service.vips);
  return fleet.sites
    .filter((other) => other.name !== site.name)
    .filter((other) => other.services.some((one) => one.vips.some(({ address }) => vips.has(address))))
    .map((other) => ({
      site: other.name,
      addresses: other.hosts.flatMap(({ addresses: [first] }) =>
        first ? [first.family === 6 ? `[${first.address}]:${nodePort}` : `${first.address}:${nodePort}`] : [],
      ),
    }))
    .filter(({ addresses }) => addresses.length > 0);
}
