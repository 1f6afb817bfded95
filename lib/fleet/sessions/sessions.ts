import type { Family } from '../addresses/address';
import { ofFamily } from '../model';
import type {
  BorderRouter,
  Exchange,
  FleetModel,
  InterfaceAddress,
  Network,
  NetworkRouter,
  Session,
  SessionEnd,
  Site,
} from '../model';

const families: readonly Family[] = [4, 6];

/** Every BGP session of the fleet, one a family, in a stable order: site by site hosts, borders, uplinks; then iBGP, exchanges. */
export function sessionsOf(fleet: FleetModel): Session[] {
  return [
    ...fleet.sites.flatMap(siteSessions),
    ...fleet.networks.flatMap(ibgpSessions),
    ...fleet.exchanges.flatMap(exchangeSessions),
  ];
}

/** The sessions of one site: with its hosts, between its borders and over its uplinks. */
export function siteSessions(site: Site): Session[] {
  return [...hostSessions(site), ...borderSessions(site), ...uplinkSessions(site)];
}

function hostSessions(site: Site): Session[] {
  // MetalLB's native speaker knows no IPv6.
  const spoken = site.metallb.mode === 'native' ? families.slice(0, 1) : families;
  return site.borders.flatMap((border) =>
    site.hosts.flatMap((host) =>
      between(
        spoken,
        { router: border.fullName, as: site.as, addresses: border.lan },
        { router: host.fullName, as: host.sessionAs, addresses: host.addresses },
      ).map((pair): Session =>
        Object.freeze({
          kind: 'host',
          ...pair,
          timers: site.timers,
          ...(site.bfd && { bfd: site.bfd }),
          password: site.hostPassword !== undefined,
          gtsm: false,
        }),
      ),
    ),
  );
}

/** The pairs of borders of a site, which all hold an iBGP session with each other over the host network. */
export function borderPairs({ borders }: Site): [BorderRouter, BorderRouter][] {
  return borders.flatMap((a, index) => borders.slice(index + 1).map((b): [BorderRouter, BorderRouter] => [a, b]));
}

function borderSessions(site: Site): Session[] {
  const end = (border: BorderRouter) => ({ router: border.fullName, as: site.as, addresses: border.lan });
  return borderPairs(site).flatMap(([a, b]) =>
    between(families, end(a), end(b)).map((pair): Session =>
      Object.freeze({
        kind: 'border',
        ...pair,
        timers: site.timers,
        ...(site.bfd && { bfd: site.bfd }),
        password: site.hostPassword !== undefined,
        gtsm: false,
      }),
    ),
  );
}

function uplinkSessions(site: Site): Session[] {
  return site.uplinks.flatMap((uplink) =>
    between(
      families,
      { router: uplink.border.fullName, as: site.as, addresses: uplink.borderAddresses },
      { router: uplink.pe.fullName, as: uplink.pe.network.as, addresses: uplink.peAddresses },
    ).map((pair): Session =>
      Object.freeze({
        kind: 'uplink',
        ...pair,
        timers: uplink.timers,
        ...(uplink.bfd && { bfd: uplink.bfd }),
        password: uplink.password !== undefined,
        gtsm: uplink.gtsm,
      }),
    ),
  );
}

/**
 * Families in which the routers of a network reach each other: IPv4 where its links have it, since loopbacks may have an IPv4 address for
 * the router id alone. OSPF for IPv6 runs on the link-local addresses that every link has (RFC 5340).
 */
export function ibgpFamilies({ links }: Network): readonly Family[] {
  const hasIpv4 = links.length === 0 || links.some(({ ends }) => ends.every(({ addresses }) => ofFamily(addresses, 4)));
  return hasIpv4 ? families : [6];
}

/** The pairs of routers of a network that hold an iBGP session: all, or each with the route reflectors (RFC 4456). */
export function ibgpPairs(network: Network): [NetworkRouter, NetworkRouter][] {
  const speakers = network.routers.filter((router) => router.speaksBgp || network.routeReflectors.includes(router.name));
  const reflects = (router: NetworkRouter) =>
    network.routeReflectors.length === 0 || network.routeReflectors.includes(router.name);
  return speakers.flatMap((a, index) =>
    speakers.slice(index + 1).flatMap((b): [NetworkRouter, NetworkRouter][] => (reflects(a) || reflects(b) ? [[a, b]] : [])),
  );
}

function ibgpSessions(network: Network): Session[] {
  const end = (router: NetworkRouter) => ({ router: router.fullName, as: network.as, addresses: router.loopbacks });
  return ibgpPairs(network).flatMap(([a, b]) =>
    between(ibgpFamilies(network), end(a), end(b)).map((pair): Session =>
      Object.freeze({ kind: 'ibgp', ...pair, timers: network.timers, password: network.password !== undefined, gtsm: false }),
    ),
  );
}

function exchangeSessions(exchange: Exchange): Session[] {
  return exchange.members.flatMap((a, index) =>
    exchange.members
      .slice(index + 1)
      .filter((b) => b.router.network !== a.router.network)
      .flatMap((b) => {
        const end = (member: typeof a) => ({
          router: member.router.fullName,
          as: member.router.network.as,
          addresses: member.addresses,
        });
        return between(families, end(a), end(b)).map((pair): Session =>
          Object.freeze({
            kind: 'exchange',
            ...pair,
            timers: a.router.network.timers,
            password: exchange.password !== undefined,
            gtsm: true,
          }),
        );
      }),
  );
}

interface End {
  readonly router: string;
  readonly as: number;
  readonly addresses: readonly InterfaceAddress[];
}

function between(spoken: readonly Family[], a: End, b: End): { family: Family; ends: readonly [SessionEnd, SessionEnd] }[] {
  return spoken.flatMap((family) => {
    const [left, right] = [ofFamily(a.addresses, family), ofFamily(b.addresses, family)];
    if (!left || !right) return [];
    const end = (of: End, address: InterfaceAddress): SessionEnd =>
      Object.freeze({ router: of.router, address: address.address, as: of.as });
    return [{ family, ends: Object.freeze([end(a, left), end(b, right)] as const) }];
  });
}
