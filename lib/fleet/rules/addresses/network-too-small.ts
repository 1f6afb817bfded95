import type { Prefix } from '../../addresses/prefix';
import { longestNetwork } from '../../addresses/routed';
import { firstHost } from '../../derive/sites/hosts';
import { hasVirtualGateway } from '../../model';
import type { Exchange, DerivedModel, InterfaceAddress, Site } from '../../model';
import type { Rule, Violation } from '../rule';

/** Every network has an address for each that hangs on it. */
export const networkTooSmall: Rule = {
  id: 'network-too-small',
  severity: 'error',
  title: 'Every network has an address for each that hangs on it.',
  explanation:
    'Borders take the first addresses of a network, hosts those from the 11th on, members of an exchange and ends of a link those from the first on; the network and broadcast addresses serve none. Who is left without an address cannot be reached.',
  allowed: 'a prefix with room for all, or addresses that are given',
  remedy: 'Take a larger prefix.',
  acknowledgeable: false,
  *check(fleet) {
    for (const site of fleet.sites) {
      for (const prefix of site.lan) yield* hostNetwork(fleet, site, prefix);
      yield* clientNetworks(site);
    }
    for (const exchange of fleet.exchanges) yield* exchangeNetworks(exchange);
    for (const { path, ends } of fleet.networks.flatMap((network) => network.links))
      for (const { prefix } of ends[0].addresses)
        if (prefix.usableCount < 2)
          yield violation(path, prefix, `${prefix.toString()} has one address for the two ends of the link.`, 2);
  },
};

function* hostNetwork(fleet: DerivedModel, site: Site, prefix: Prefix): Generator<Violation> {
  // Too long to be announced: told as that.
  if (prefix.length > longestNetwork[prefix.family]) return;
  const lacks = ({ addresses }: { readonly addresses: readonly InterfaceAddress[] }) =>
    !addresses.some(({ family }) => family === prefix.family);
  const borders = site.borders.filter((border) => lacks({ addresses: border.lan }));
  const hosts = site.hosts.filter(lacks);
  const without = [...borders, ...hosts].map(({ name }) => name);
  if (without.length === 0) return;
  const lastHost = hosts.length ? firstHost + site.hosts.length - 1 : 0;
  const place = Math.max(lastHost, borders.length ? site.borders.length : 0);
  const given = fleet.description.sites[site.name]?.lan !== undefined;
  yield violation(
    given ? `${site.path}.lan` : hosts.length ? `${site.path}.hosts` : `${site.path}.borders`,
    prefix,
    `${prefix.toString()} has no address for ${some(without)} of ${site.name}: borders begin at its first address, hosts at ${
      prefix.usable(firstHost) ?? `the ${firstHost}th, which it does not have`
    }.`,
    place,
    'give each of them an address of it',
  );
}

function* clientNetworks(site: Site): Generator<Violation> {
  for (const client of site.clients) {
    for (const prefix of client.prefixes) {
      if (prefix.length > longestNetwork[prefix.family] || !leavesNoClient(site, prefix)) continue;
      const taken = hasVirtualGateway(site) ? `${site.borders.length} borders and their gateway` : 'the border';
      yield violation(
        client.path,
        prefix,
        `${prefix.toString()} has ${prefix.usableCount} addresses: ${taken} leave none for a client.`,
        routersIn(site) + 1,
      );
    }
  }
}

/** Whether borders and gateway take every address of a client network of the site. */
export function leavesNoClient(site: Site, prefix: Prefix): boolean {
  return prefix.usableCount <= routersIn(site);
}

function routersIn(site: Site): number {
  return site.borders.length + (hasVirtualGateway(site) ? 1 : 0);
}

function* exchangeNetworks({ name, path, prefixes, members }: Exchange): Generator<Violation> {
  for (const prefix of prefixes) {
    const without = members.filter(({ addresses }) => !addresses.some((address) => address.prefix === prefix));
    if (without.length)
      yield violation(
        path,
        prefix,
        `${prefix.toString()} has no address for ${some(without.map(({ router }) => router.fullName))} at ${name}.`,
        members.length,
      );
  }
}

function some(names: readonly string[]): string {
  return names.length > 5 ? `${names.slice(0, 4).join(', ')} and ${names.length - 4} more` : names.join(', ');
}

/** @param place the highest place that is needed. @param otherwise what helps besides a larger prefix */
function violation(path: string, prefix: Prefix, message: string, place: number, otherwise?: string): Violation {
  let bits = 1;
  while (2 ** bits - (bits === 1 ? 0 : prefix.family === 4 ? 2 : 1) < place) bits++;
  const length = prefix.bits - bits;
  return {
    path,
    value: prefix.toString(),
    message,
    allowed: `a prefix of at most /${length}`,
    remedy: `Take a prefix of at most /${length}${otherwise === undefined ? '' : `, or ${otherwise}`}.`,
  };
}
