import type { BorderRouter, FleetModel, Network, Service, Site, Uplink } from '../../model';
import { Groups } from './groups';

/** What is lost in a case. */
export type Loss = Site | BorderRouter | Uplink;

/**
 * Who still reaches a service when a site, border router or uplink is lost. Sites never transit for each other and the backbone
 * stays, so it is enough to know which networks hang together and how many sites serve from each such group: linear in the fleet.
 */
export class Reachability {
  private readonly groups = new Groups<Network>();
  private readonly supply = new Map<Service, Map<Network, Set<Site>>>();

  public constructor(fleet: FleetModel) {
    for (const network of fleet.networks) this.groups.of(network);
    for (const { members } of fleet.exchanges) {
      for (const member of members.slice(1)) if (members[0]) this.groups.join(members[0].router.network, member.router.network);
    }
    for (const site of fleet.sites) {
      for (const service of site.services) {
        const groups = this.supply.get(service) ?? new Map<Network, Set<Site>>();
        this.supply.set(service, groups);
        for (const uplink of site.uplinks) {
          const group = this.groups.of(uplink.pe.network);
          groups.set(group, (groups.get(group) ?? new Set()).add(site));
        }
      }
    }
  }

  /** Whether two networks have a path between them. */
  public connected(a: Network, b: Network): boolean {
    return this.groups.of(a) === this.groups.of(b);
  }

  /** Whether clients of a site reach a service: at the own site over a living border, or over a living uplink elsewhere. */
  public reaches(from: Site, service: Service, lost?: Loss): boolean {
    const borders = from.borders.filter((border) => border !== lost);
    if (from !== lost && borders.length > 0 && from.services.includes(service)) return true;
    const uplinks = from.uplinks.filter((uplink) => uplink !== lost && uplink.border !== lost);
    return uplinks.some((uplink) => this.servedFrom(this.groups.of(uplink.pe.network), service, from, lost));
  }

  private servedFrom(group: Network, service: Service, except: Site, lost: Loss | undefined): boolean {
    const sites = this.supply.get(service)?.get(group) ?? new Set();
    for (const site of sites) {
      if (site === except || site === lost) continue;
      if (site.uplinks.some((uplink) => uplink !== lost && uplink.border !== lost && this.groups.of(uplink.pe.network) === group))
        return true;
    }
    return false;
  }
}
