import type { BorderRouter, FleetModel, Network, Service, Site, Uplink } from '../../model';

/** What is lost in a case. */
export type Loss = Site | BorderRouter | Uplink;

/**
 * Who still reaches a service when a site, border router or uplink is lost. Sites never transit for each other, and no network does for
 * two others that it meets (RFC 9234): what it learned from one it tells its sites, not the other. So two networks reach each other where
 * they meet at an exchange, and it is enough to know how many sites serve from each network: linear in the fleet.
 */
export class Reachability {
  private readonly near = new Map<Network, Set<Network>>();
  private readonly supply = new Map<Service, Map<Network, Set<Site>>>();
  private readonly known = new Map<Service, Map<string, ReadonlySet<Site>>>();

  public constructor(fleet: FleetModel) {
    for (const network of fleet.networks) this.near.set(network, new Set([network]));
    for (const { members } of fleet.exchanges) {
      const networks = new Set(members.map((member) => member.router.network));
      for (const network of networks) for (const other of networks) this.near.get(network)?.add(other);
    }
    for (const site of fleet.sites) {
      for (const service of site.services) {
        const sites = this.supply.get(service) ?? new Map<Network, Set<Site>>();
        this.supply.set(service, sites);
        for (const uplink of site.uplinks) {
          const { network } = uplink.pe;
          sites.set(network, (sites.get(network) ?? new Set()).add(site));
        }
      }
    }
  }

  /** Whether routes of one network reach the other. */
  public connected(a: Network, b: Network): boolean {
    return this.near.get(a)?.has(b) ?? false;
  }

  /** Whether clients of a site reach a service: at the own site over a living border, or over a living uplink elsewhere. */
  public reaches(from: Site, service: Service, lost?: Loss): boolean {
    const borders = from.borders.filter((border) => border !== lost);
    if (from !== lost && borders.length > 0 && from.services.includes(service)) return true;
    const uplinks = from.uplinks.filter((uplink) => uplink !== lost && uplink.border !== lost);
    return uplinks.some((uplink) => this.servedFrom(uplink.pe.network, service, from, lost));
  }

  /** The sites at which clients of a site reach a service over its uplinks while nothing is lost. */
  public servers(from: Site, service: Service): ReadonlySet<Site> {
    const networks = new Set(from.uplinks.map((uplink) => uplink.pe.network));
    const key = [...networks]
      .map((network) => network.name)
      .sort()
      .join(' ');
    const known = this.known.get(service) ?? new Map<string, ReadonlySet<Site>>();
    this.known.set(service, known);
    const servers =
      known.get(key) ??
      new Set([...networks].flatMap((network) => this.nearOf(network)).flatMap((near) => [...this.sitesOf(near, service)]));
    known.set(key, servers);
    return servers;
  }

  private servedFrom(network: Network, service: Service, except: Site, lost: Loss | undefined): boolean {
    for (const near of this.nearOf(network)) {
      for (const site of this.sitesOf(near, service)) {
        if (site === except || site === lost) continue;
        if (site.uplinks.some((uplink) => uplink !== lost && uplink.border !== lost && uplink.pe.network === near)) return true;
      }
    }
    return false;
  }

  private nearOf(network: Network): Network[] {
    return [...(this.near.get(network) ?? [])];
  }

  private sitesOf(network: Network, service: Service): ReadonlySet<Site> {
    return this.supply.get(service)?.get(network) ?? new Set();
  }
}
