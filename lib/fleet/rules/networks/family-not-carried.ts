import { ofFamily } from '../../model';
import type { DerivedModel, Network, NetworkRouter } from '../../model';
import { ibgpFamilies } from '../../sessions/sessions';
import type { Rule, Violation } from '../rule';

/** A network carries what its sites and exchanges bring. */
export const familyNotCarried: Rule = {
  id: 'family-not-carried',
  severity: 'error',
  title: 'A network carries every family of VIPs that its sites and exchanges bring.',
  explanation:
    'Routers of a network tell each other the routes of a family over iBGP between loopbacks of that family, which they find over OSPF: without the loopback a route ends at the PE that has it, and OSPFv2 needs an IPv4 address at both ends of a link.',
  allowed: 'loopbacks of each family of the uplinks and exchanges, and links with IPv4 between loopbacks of IPv4',
  remedy: 'Give the routers loopbacks of that family (plan.loopbacks, or their own), and the links IPv4.',
  needs: ['plan', 'networks', 'exchanges', 'sites.*'],
  *check(fleet) {
    const served = fleet.services.flatMap(({ vips }) => vips);
    const brought = broughtTo(fleet);
    for (const network of fleet.networks) {
      // What no VIP has harms nobody.
      yield* loopbacksMissing(
        network,
        (brought.get(network) ?? []).filter(({ family }) => ofFamily(served, family)),
      );
      // A network of IPv6 alone has IPv4 loopbacks for its router ids, and no sessions between them.
      if (!ibgpFamilies(network).includes(4) && !ofFamily(brought.get(network) ?? [], 4)) continue;
      for (const { path, ends } of network.links) {
        const addresses = ends.flatMap((end) => end.addresses);
        // An end without any address, or without the family of the other, is told by rules of its own.
        const isWithout = addresses.length > 0 && !ofFamily(addresses, 4);
        if (!isWithout || !ends.every((end) => ofFamily(end.router.loopbacks, 4))) continue;
        yield {
          path,
          value: addresses.map(({ address }) => address).join(' - '),
          message: `${ends[0].router.fullName} and ${ends[1].router.fullName} have IPv4, and the link between them has none.`,
        };
      }
    }
  },
};

/** What brings a family to a network, one of each family. */
interface Brought {
  readonly family: 4 | 6;
  readonly by: string;
}

function broughtTo(fleet: DerivedModel): Map<Network, Brought[]> {
  const brought = new Map<Network, Brought[]>();
  const bring = (router: NetworkRouter, addresses: readonly { readonly family: 4 | 6 }[], by: string) => {
    const known = brought.get(router.network) ?? [];
    brought.set(router.network, known);
    for (const { family } of addresses) if (!ofFamily(known, family)) known.push({ family, by });
  };
  for (const uplink of fleet.sites.flatMap((site) => site.uplinks))
    bring(uplink.pe, uplink.peAddresses, `the uplink ${uplink.name}`);
  for (const exchange of fleet.exchanges)
    for (const { router, addresses } of exchange.members) bring(router, addresses, `the exchange ${exchange.name}`);
  return brought;
}

/** The routers that hold no iBGP session of a family. One router alone has nobody to tell. */
function* loopbacksMissing(network: Network, brought: readonly Brought[]): Iterable<Violation> {
  const speakers = network.routers.filter((router) => router.speaksBgp || network.routeReflectors.includes(router.name));
  if (speakers.length < 2) return;
  for (const { family, by } of brought) {
    // That no IPv6 crosses MPLS is told by a rule of its own.
    if (family === 6 && network.transport === 'mpls') continue;
    // That a router has no loopback at all is told by a rule of its own.
    const without = speakers.filter((router) => router.loopbacks.length > 0 && !ofFamily(router.loopbacks, family));
    const [first, ...more] = without;
    if (!first) continue;
    yield {
      path: first.path,
      value: first.loopbacks.map(({ address }) => address).join(', '),
      message: `${first.fullName}${more.length ? ` and ${more.length} more routers of ${network.name}` : ''} ${more.length ? 'have' : 'has'} no loopback of IPv${family}, which ${by} brings.`,
    };
  }
}
