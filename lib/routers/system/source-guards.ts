import type { Family } from '../../fleet/addresses/address';
import { Prefix } from '../../fleet/addresses/prefix';
import { names as sets } from '../model/names';
import type { RouterInterface, RouterModel } from '../model/router-model';
import { families, header, names, ofFamily, set } from './filter-text';

/** The sets that these rules ask. */
export function sourceSets(model: RouterModel, family: Family): string[] {
  const type = `ipv${family}_addr`;
  return [
    ...set(`pools${family}`, type, pools(model, family), true),
    ...set(`bogons${family}`, type, ofFamily(model.bogons, family), true),
  ];
}

/** Sources that may not enter: bogons from anywhere outside, and from links whose sources are known everything that is not theirs. */
export function sourceRules(model: RouterModel): string[] {
  const outside = model.interfaces.filter((entry) => entry.purpose !== 'backbone');
  const known = families.filter((family) => ofFamily(model.bogons, family).length > 0);
  return [
    ...outside.flatMap((entry) => ownNetworks(entry, model.bogons)),
    ...(outside.length
      ? known.map(
          (family) =>
            `iifname ${names(outside)} ${spared(family)}${header[family]} saddr @bogons${family} counter drop comment "bogon source"`,
        )
      : []),
    ...outside.flatMap((entry) => known.flatMap((family) => foreignSources(entry, family))),
    ...withoutRoute(model),
    ...unseen(model),
  ];
}

/** IPv6 speaks on a link from :: and fe80::/10, which are bogons to everything that is routed, and which no router forwards (RFC 4291 section 2.5.6). */
function spared(family: Family): string {
  return family === 6 ? 'ip6 saddr != { ::, fe80::/10 } ' : '';
}

/** Drops what comes over a link whose sources are known, and is none of them. */
function foreignSources({ name, sources }: RouterInterface, family: Family): string[] {
  if (!sources) return [];
  const own = ofFamily(sources, family);
  const foreign =
    own.length === 0
      ? `meta nfproto ipv${family}`
      : `${header[family]} saddr != ${own.length > 1 ? `{ ${own.join(', ')} }` : own.join()}`;
  return [`iifname "${name}" ${spared(family)}${foreign} counter drop comment "spoofed source"`];
}

/** Kinds of ICMPv6 that routers on the way send, from addresses of links that nobody need have a route to. */
const errors = '{ destination-unreachable, packet-too-big, time-exceeded, parameter-problem }';

/**
 * Drops what comes from hosts and customers over IPv6 with a source to which there is no route (RFC 3704 section 2.4): for IPv4 the kernel does
 * it, by `rp_filter`, which IPv6 does not have.
 */
function withoutRoute(model: RouterModel): string[] {
  const edges = model.interfaces.filter(({ purpose }) => ['hosts', 'clients', 'site'].includes(purpose));
  if (edges.length === 0 || ofFamily(model.bogons, 6).length === 0) return [];
  return [
    `iifname ${names(edges)} icmpv6 type ${errors} accept`,
    `iifname ${names(edges)} ${spared(6)}fib saddr oif missing counter drop comment "source without a route"`,
  ];
}

/** The prefixes of the pools that the router knows. */
function pools({ prefixSets }: RouterModel, family: Family): string[] {
  return prefixSets.find(({ name }) => name === sets.vips(family))?.entries.map(({ prefix }) => prefix) ?? [];
}

/**
 * Keeps what goes to VIPs and comes from them out of the table of connections, where it is not for the router itself: a flood would else fill
 * the table, and the kernel drops every packet of a flow that finds no room there.
 */
function unseen(model: RouterModel): string[] {
  return families
    .filter((family) => pools(model, family).length > 0)
    .flatMap((family) =>
      ['daddr', 'saddr'].map((end) => `${header[family]} ${end} @pools${family} fib daddr type != local notrack comment "VIPs"`),
    );
}

/** Lets in what lies in the interface's own network where that is a bogon elsewhere, as on links with link-local addresses. */
function ownNetworks({ name, addresses }: RouterInterface, bogons: readonly string[]): string[] {
  const meets = (prefix: Prefix) => bogons.some((bogon) => Prefix.parse(bogon).overlaps(prefix));
  return addresses
    .filter(({ prefix }) => meets(prefix))
    .map(({ family, prefix }) => `iifname "${name}" ${header[family]} saddr ${prefix.toString()} accept comment "own network"`);
}
