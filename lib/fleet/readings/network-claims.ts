import type { Family } from '../addresses/address';
import { Prefix } from '../addresses/prefix';
import { listOf } from '../derive/lists';
import type { PlanSpace } from '../description/plan';
import { keysOf, valueAt } from '../findings/paths';
import type { DerivedModel, Site } from '../model';
import { once } from '../derive/once';
import { givenRange } from './cluster-families';

/** What claims a network. */
export type ClaimKind = 'pool' | 'hosts' | 'clients' | 'link' | 'exchange' | 'loopback' | 'cluster' | 'plan';

/** A network that something of the fleet claims for itself. */
export interface Claim {
  readonly kind: ClaimKind;
  /** `the host network of mec-1`. */
  readonly what: string;
  /** Where it is given; where it is derived, the path of the plan's prefix. */
  readonly path: string;
  /** What is written at {@link path}. */
  readonly value: string;
  /** The network itself. */
  readonly text: string;
  readonly family: Family;
  readonly first: bigint;
  readonly last: bigint;
  /** Written by the operator, derived from the plan, or what the flavour of the site installs with. */
  readonly origin: 'given' | 'plan' | 'default';
}

/** The path of an entry where one value or a list may be given. */
export function entryPath(path: string, given: unknown, index: number): string {
  return Array.isArray(given) ? `${path}[${index}]` : path;
}

/** The prefixes of the plan. */
export function planClaims({ description }: DerivedModel): (Claim & { readonly space: PlanSpace })[] {
  return Object.entries(description.plan ?? {}).flatMap(([space, given]) =>
    listOf(given).map((text, index) => {
      const path = entryPath(`plan.${space}`, given, index);
      const prefix = Prefix.parse(text);
      return { ...claimOf('plan', path, prefix, path), value: text, space: space as PlanSpace };
    }),
  );
}

/** Every network that packets cross between routers, hosts and clients, and the pools; made once. Linear in the fleet. */
export const networkClaims = once<DerivedModel, readonly Claim[]>(claimsOf);

function claimsOf(fleet: DerivedModel): Claim[] {
  const claims = new Claims(fleet);
  for (const site of fleet.sites) siteClaims(site, claims);
  for (const network of fleet.networks) {
    for (const router of network.routers) claims.loopbacks(router);
    for (const { path, ends } of network.links) {
      const what = `the link ${ends[0].router.fullName} - ${ends[1].router.fullName}`;
      claims.add('link', what, prefixesOf(ends[0].addresses), path, ['addresses', 'prefix'], 'links');
    }
  }
  for (const exchange of fleet.exchanges)
    claims.add('exchange', `the exchange ${exchange.name}`, exchange.prefixes, exchange.path, ['prefix'], 'exchanges');
  const pools = fleet.pools.flatMap((pool) =>
    // A reversed range is told as such.
    pool.blocks
      .filter(({ first, last }) => first <= last)
      .map(({ text, path, family, first, last }): Claim => {
        return { kind: 'pool', what: `the pool ${pool.name}`, path, value: text, text, family, first, last, origin: 'given' };
      }),
  );
  return [...pools, ...claims.list];
}

/** The pod and ClusterIP ranges of a site: of its own cluster alone, so that those of two sites may be equal. */
export function clusterClaims(fleet: DerivedModel, site: Site): { pods: Claim[]; services: Claim[] } {
  const of = (key: 'pods' | 'serviceRange', name: string): Claim[] => {
    const { given, path: at } = givenRange(fleet, site, key);
    const what =
      given === undefined ? `the ${name} that ${site.flavour} installs at ${site.name}` : `the ${name} of ${site.name}`;
    return site[key].map((prefix, index): Claim => ({
      ...claimOf('cluster', what, prefix, entryPath(at, given, index)),
      origin: given === undefined ? 'default' : 'given',
    }));
  };
  return { pods: of('pods', 'pod range'), services: of('serviceRange', 'ClusterIP range') };
}

function siteClaims(site: Site, claims: Claims): void {
  claims.add('hosts', `the host network of ${site.name}`, site.lan, site.path, ['lan'], 'hosts');
  for (const { name, prefixes, path } of site.clients)
    claims.add('clients', `the client network ${name} of ${site.name}`, prefixes, path, ['prefix'], 'clients');
  for (const border of site.borders) claims.loopbacks(border);
  for (const { name, borderAddresses, path } of site.uplinks)
    claims.add('link', `the uplink ${name}`, prefixesOf(borderAddresses), path, ['addresses'], 'links');
}

/** Collects claims, and finds where each network came from. */
class Claims {
  public readonly list: Claim[] = [];
  private readonly plan: ReturnType<typeof planClaims>;

  public constructor(private readonly fleet: DerivedModel) {
    this.plan = planClaims(fleet);
  }

  /** Adds networks that stand below one of `keys` at `path`, or else come from a space of the plan. */
  public add(
    kind: ClaimKind,
    what: string,
    prefixes: readonly Prefix[],
    path: string,
    keys: readonly string[],
    space: PlanSpace,
  ): void {
    const written = valueAt(this.fleet.description, keysOf(path));
    const key = keys.find((candidate) => valueAt(written, [candidate]) !== undefined);
    for (const [index, prefix] of prefixes.entries()) {
      if (key === undefined) this.planned(kind, what, prefix, space);
      else {
        // `addresses` lists ends, not networks.
        const at = `${path}.${key}`;
        const place = key === 'addresses' ? at : entryPath(at, valueAt(written, [key]), index);
        this.list.push(claimOf(kind, what, prefix, place));
      }
    }
  }

  /** Adds the loopbacks of a router: each given or derived for itself. */
  public loopbacks({
    fullName,
    path,
    loopbacks,
  }: Pick<DerivedModel['networks'][number]['routers'][number], 'fullName' | 'path' | 'loopbacks'>): void {
    const given = valueAt(this.fleet.description, [...keysOf(path), 'loopback']);
    for (const { address, prefix } of loopbacks) {
      const place = [given].flat().findIndex((text) => typeof text === 'string' && Prefix.host(text).contains(address));
      const what = `the loopback of ${fullName}`;
      if (place < 0) this.planned('loopback', what, prefix, 'loopbacks');
      else this.list.push(claimOf('loopback', what, prefix, entryPath(`${path}.loopback`, given, place)));
    }
  }

  private planned(kind: ClaimKind, what: string, prefix: Prefix, space: PlanSpace): void {
    const source = this.plan.find((one) => one.space === space && prefix.overlaps(one));
    const path = source?.path ?? `plan.${space}`;
    this.list.push({ ...claimOf(kind, what, prefix, path), value: source?.value ?? prefix.toString(), origin: 'plan' });
  }
}

function claimOf(kind: ClaimKind, what: string, prefix: Prefix, path: string): Claim {
  const text = prefix.toString();
  return { kind, what, path, value: text, text, family: prefix.family, first: prefix.first, last: prefix.last, origin: 'given' };
}

function prefixesOf(addresses: readonly { readonly prefix: Prefix }[]): Prefix[] {
  return addresses.map(({ prefix }) => prefix);
}
