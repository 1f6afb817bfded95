import type { Family } from '../addresses/address';
import { once } from '../derive/once';
import { ofFamily } from '../model';
import type { BorderRouter, DerivedModel, InterfaceAddress, Network, NetworkRouter, Service, Site, Uplink } from '../model';

/** What is lost in a case. */
export type Loss = Site | BorderRouter | Uplink;

/**
 * What takes routes of a family from one PE to another: the network of both. Routers without a loopback of the family hold no iBGP session
 * of it, so such a router stands alone.
 */
type Carrier = Network | NetworkRouter;

/**
 * Who still reaches a service when a site, border router or uplink is lost, each family for itself. Sites never transit for each other, and
 * no network does for two others that it meets (RFC 9234): what it learned from one it tells its sites, not the other. So two networks reach
 * each other where they meet at an exchange, and it is enough to know how many sites serve from each network: linear in the fleet.
 */
export class Reachability {
  /** That of a fleet; made once. */
  public static readonly of = once((fleet: DerivedModel) => new Reachability(fleet));
  private readonly near = { 4: new Map<Carrier, Set<Carrier>>(), 6: new Map<Carrier, Set<Carrier>>() } as const;
  private readonly supply = new Map<Service, { readonly [family in Family]: Map<Carrier, Set<Site>> }>();
  private readonly known = new Map<Service, Map<string, ReadonlySet<Site>>>();
  private readonly uplinks = new Map<Site, { readonly [family in Family]: readonly Exit[] }>();

  private constructor(fleet: DerivedModel) {
    for (const family of families) this.meet(fleet, family);
    for (const site of fleet.sites) {
      const exits = { 4: exitsOf(site, 4), 6: exitsOf(site, 6) };
      this.uplinks.set(site, exits);
      for (const service of site.services) {
        const supply = this.supply.get(service) ?? { 4: new Map<Carrier, Set<Site>>(), 6: new Map<Carrier, Set<Site>>() };
        this.supply.set(service, supply);
        for (const family of familiesOf(service)) for (const { carrier } of exits[family]) add(supply[family], carrier, site);
      }
    }
  }

  /** Whether routes of a family reach the other network from one. */
  public connected(a: Network, b: Network, family: Family): boolean {
    return this.near[family].get(a)?.has(b) ?? false;
  }

  /**
   * The families in which clients of a site do not reach a service: neither at the own site over a living border, nor over a living
   * uplink elsewhere. Looked at are the families that both have.
   */
  public missing(from: Site, service: Service, lost?: Loss): readonly Family[] {
    if (from !== lost && from.services.includes(service) && from.borders.some((border) => border !== lost)) return [];
    return this.askedBy(from, service).filter((family) => {
      return !this.exits(from, family).some(
        (exit) => isAlive(exit, lost) && this.servedFrom(exit.carrier, service, family, from, lost),
      );
    });
  }

  /** What clients of a site do not reach, in words: `web`, or `web over IPv6` where it is reached in the other family. */
  public missed(from: Site, services: readonly Service[], lost?: Loss): string[] {
    return services.flatMap((service) => {
      const missing = this.missing(from, service, lost);
      return missing.length ? [`${service.name}${overFamily(missing, this.askedBy(from, service))}`] : [];
    });
  }

  /** The sites at which clients of a site reach a service of a family over its uplinks while nothing is lost. */
  public servers(from: Site, service: Service, family: Family): ReadonlySet<Site> {
    const carriers = [...new Set(this.exits(from, family).map(({ carrier }) => carrier))];
    const key = [family, ...carriers.map((carrier) => ('fullName' in carrier ? carrier.fullName : carrier.name)).sort()].join(
      ' ',
    );
    const known = this.known.get(service) ?? new Map<string, ReadonlySet<Site>>();
    this.known.set(service, known);
    const servers =
      known.get(key) ??
      new Set(
        carriers
          .flatMap((carrier) => [...this.nearOf(carrier, family)])
          .flatMap((near) => [...this.sitesOf(near, service, family)]),
      );
    known.set(key, servers);
    return servers;
  }

  /**
   * The families in which a site has to do with a service: those that its clients have, too; without clients those that it has an
   * uplink of.
   */
  public askedBy(from: Site, service: Service): readonly Family[] {
    return familiesOf(service).filter((family) =>
      from.clients.length
        ? from.clients.some((client) => ofFamily(client.prefixes, family))
        : this.exits(from, family).length > 0,
    );
  }

  private meet(fleet: DerivedModel, family: Family): void {
    const near = this.near[family];
    for (const network of fleet.networks) add(near, network, network);
    for (const site of fleet.sites) for (const { pe } of site.uplinks) add(near, carrierOf(pe, family), carrierOf(pe, family));
    for (const { members } of fleet.exchanges) {
      const met = members.filter((member) => speaks(member.addresses, family)).map((member) => carrierOf(member.router, family));
      for (const carrier of met) for (const other of met) add(near, carrier, other);
    }
  }

  private servedFrom(carrier: Carrier, service: Service, family: Family, except: Site, lost: Loss | undefined): boolean {
    for (const near of this.nearOf(carrier, family)) {
      for (const site of this.sitesOf(near, service, family)) {
        if (site === except || site === lost) continue;
        if (this.exits(site, family).some((exit) => exit.carrier === near && isAlive(exit, lost))) return true;
      }
    }
    return false;
  }

  private exits(site: Site, family: Family): readonly Exit[] {
    return this.uplinks.get(site)?.[family] ?? [];
  }

  private nearOf(carrier: Carrier, family: Family): ReadonlySet<Carrier> {
    return this.near[family].get(carrier) ?? none;
  }

  private sitesOf(carrier: Carrier, service: Service, family: Family): ReadonlySet<Site> {
    return this.supply.get(service)?.[family].get(carrier) ?? none;
  }
}

/** An uplink that speaks a family, and what it leads to. */
interface Exit {
  readonly uplink: Uplink;
  readonly carrier: Carrier;
}

const families: readonly Family[] = [4, 6];
const none: ReadonlySet<never> = new Set();

const familiesOf = once(({ vips }: Service): readonly Family[] => families.filter((family) => ofFamily(vips, family)));

/** ` over IPv6` where only some of the families in question are meant; empty where all are, or none. */
export function overFamily(some: readonly Family[], all: readonly Family[]): string {
  return some.length && some.length < all.length ? ` over IPv${some.join(' and IPv')}` : '';
}

function exitsOf(site: Site, family: Family): Exit[] {
  return site.uplinks
    .filter(({ borderAddresses, peAddresses }) => speaks(borderAddresses, family) && speaks(peAddresses, family))
    .map((uplink) => ({ uplink, carrier: carrierOf(uplink.pe, family) }));
}

function carrierOf(router: NetworkRouter, family: Family): Carrier {
  return speaks(router.loopbacks, family) ? router.network : router;
}

/** Whether an end speaks a family. One without any address is told by a rule of its own, and what would come of it is not. */
function speaks(addresses: readonly InterfaceAddress[], family: Family): boolean {
  return addresses.length === 0 || ofFamily(addresses, family) !== undefined;
}

function isAlive({ uplink }: Exit, lost: Loss | undefined): boolean {
  return uplink !== lost && uplink.border !== lost;
}

function add<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  const set = map.get(key);
  if (set) set.add(value);
  else map.set(key, new Set([value]));
}
