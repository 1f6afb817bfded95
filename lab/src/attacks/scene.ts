import { clientAddress, ofFamily } from 'anycast-mec';
import type { BorderRouter, ClientNetwork, Fleet, InterfaceAddress, Prefix, Service, Site, Uplink } from 'anycast-mec';
import { clientAddresses, clientName, edgeInterface } from '../network/topology';
import type { Port } from '../network/port';
import { probeService } from '../model/probe-service';
import { UsageError } from '../usage/usage-error';

/**
 * Where an attacker stands: in a client network; in the host network of a site, as a host that was taken over; in place of a site's border, as
 * another customer of a PE.
 */
export const origins = ['client', 'host', 'customer'] as const;

/** See {@link origins}. */
export type Origin = (typeof origins)[number];

/**
 * What an attack needs of the fleet. `foreign`: a service that the attacker's site does not serve, and a client whose requests pass the router
 * that hears the attacker. `served`: one that it serves. `session`: the session of another site with the same PE. `backbone`: a session of that PE with
 * another router of its network.
 */
export type SceneKind = 'foreign' | 'served' | 'session' | 'backbone';

/** A session of others, which an attacker is after: it speaks in the name of one end to the other. */
export interface Target {
  /** Full name of the router in whose name it speaks, and its address in the session. */
  readonly from: string;
  readonly fromAddress: string;
  /** Full name of the router that it speaks to, which hears it, and its address in the session. */
  readonly at: string;
  readonly atAddress: string;
}

/** Where an attack takes place, by the names of the fleet. All addresses are of IPv4. */
export interface Scene {
  readonly origin: Origin;
  /** Site of the attacker. */
  readonly site: Site;
  /** Full name of the router that hears the attacker, its AS and its address on their link. */
  readonly router: string;
  readonly routerAs: number;
  readonly gateway: string;
  /** The interface that the attacker joins on its link or LAN. */
  readonly beside: Port;
  /** The interface whose place it takes: its cable is cut. @default - it comes in addition */
  readonly replaces?: Port;
  /** Its address and AS. */
  readonly own: InterfaceAddress;
  readonly as: number;
  /** The client beside, as `site/network`, and its address. */
  readonly client: string;
  readonly clientAddress: string;
  /** What the client asks, and the sites that answer it. */
  readonly service: Service;
  readonly vip: string;
  readonly port: number;
  readonly answers: readonly string[];
  /** Of the kinds `session` and `backbone`. */
  readonly target?: Target;
}

type Asked = Pick<Scene, 'client' | 'clientAddress' | 'service' | 'vip' | 'port' | 'answers'> & {
  readonly network: ClientNetwork;
  readonly gatewayBorder: string | undefined;
};

/**
 * Finds where an attack can take place.
 *
 * @throws UsageError with what the fleet lacks
 */
export function sceneIn(fleet: Fleet, origin: Origin, kind: SceneKind): Scene {
  const asked = fleet.services.flatMap((service) => askedOf(fleet, service));
  const pairs = [...fleet.sites].reverse().flatMap((site) => asked.map((one) => ({ site, one })));
  const fitting = pairs.filter(({ site, one }) => isFitting(one, site, origin, kind));
  for (const { site, one } of fitting.toSorted((a, b) => rank(a.one) - rank(b.one))) {
    const scene = standing(fleet, site, origin, kind, one);
    if (scene) return scene;
  }
  throw new UsageError(`this fleet has no place for an attack by ${texts[origin]} ${lacking[kind]}`);
}

/**
 * Who shows most, least first: a client that another site answers is reached over the network that the attacker speaks to; and the operator's
 * services come before the lab's own.
 */
function rank({ network, answers, service }: Asked): number {
  return (answers.includes(network.site.name) ? 2 : 0) + (service.name === probeService ? 1 : 0);
}

/** An origin in words. */
export const texts: Readonly<Record<Origin, string>> = {
  client: 'a client',
  host: 'a host that was taken over',
  customer: 'another customer of the PE',
};

const lacking: Readonly<Record<SceneKind, string>> = {
  foreign: 'on a service that its site does not serve, and that a client beside asks over IPv4',
  served: 'on a service that its site serves over IPv4',
  session: 'on the uplink of another site at the same PE',
  backbone: 'on a session of the PE with another router of its network',
};

function askedOf(fleet: Fleet, service: Service): Asked[] {
  const [vip, port] = [ofFamily(service.vips, 4)?.address, service.ports[0]?.port];
  if (vip === undefined || port === undefined) return [];
  return fleet
    .predict()
    .answers(service.name)
    .flatMap(({ at, client, family, sites, lost, gateway }) => {
      const network = fleet.site(at).clients.find(({ name }) => name === client);
      const own = network && ofFamily(clientAddresses(network), 4);
      if (family !== 4 || !own || lost.length) return [];
      return [
        {
          network,
          client: `${at}/${client}`,
          clientAddress: own.address,
          service,
          vip,
          port,
          answers: sites,
          gatewayBorder: gateway,
        },
      ];
    });
}

function isFitting({ network, service, answers }: Asked, site: Site, origin: Origin, kind: SceneKind): boolean {
  const beside = network.site === site;
  if (kind === 'session' || kind === 'backbone') return !beside && !answers.includes(site.name);
  if (kind === 'served') return answers.includes(site.name) && (origin !== 'client' || beside);
  if (service.siteNames.includes(site.name)) return false;
  return origin === 'customer' ? !beside : beside;
}

function standing(fleet: Fleet, site: Site, origin: Origin, kind: SceneKind, asked: Asked): Scene | undefined {
  const { network, gatewayBorder, ...seen } = asked;
  const common = { origin, site, ...seen };
  const isOfSession = kind === 'session' || kind === 'backbone';
  if (origin === 'customer') {
    for (const uplink of site.uplinks.filter(({ password }) => password === undefined)) {
      if (!isOfSession) return { ...common, ...atUplink(uplink) };
      const target = kind === 'session' ? uplinkBeside(fleet, uplink, asked) : backboneSession(fleet, uplink);
      if (target) return { ...common, ...atUplink(uplink), target };
    }
  }
  if (origin === 'customer' || isOfSession) return undefined;
  const border = site.borders.find(({ fullName }) => fullName === gatewayBorder) ?? site.borders[0];
  if (!border) return undefined;
  const place = origin === 'host' ? inLan(site, border) : inClients(origin === 'client' ? network : undefined, border);
  return place && { ...common, router: border.fullName, routerAs: site.as, as: site.hostAs, ...place };
}

function atUplink(uplink: Uplink): Pick<Scene, 'router' | 'routerAs' | 'gateway' | 'beside' | 'replaces' | 'own' | 'as'> {
  const { pe, border, site } = uplink;
  const own = ofFamily(uplink.borderAddresses, 4);
  const gateway = ofFamily(uplink.peAddresses, 4);
  if (!own || !gateway) throw new UsageError(`${uplink.name} has no IPv4`);
  return {
    router: pe.fullName,
    routerAs: pe.network.as,
    gateway: gateway.address,
    beside: { node: pe.fullName, name: uplink.peInterface },
    replaces: { node: border.fullName, name: uplink.borderInterface },
    own,
    as: site.as,
  };
}

function inLan(site: Site, border: BorderRouter): Pick<Scene, 'gateway' | 'beside' | 'own'> | undefined {
  const [gateway, prefix] = [ofFamily(border.lan, 4)?.address, site.lan.find(({ family }) => family === 4)];
  const taken = [...site.borders.flatMap(({ lan }) => lan), ...site.hosts.flatMap((host) => host.addresses), ...site.gateway];
  const own = prefix && freeIn(prefix, taken);
  if (gateway === undefined || !own) return undefined;
  return { gateway, own, beside: { node: border.fullName, name: border.lanInterface } };
}

function inClients(
  network: ClientNetwork | undefined,
  border: BorderRouter,
): Pick<Scene, 'gateway' | 'beside' | 'own'> | undefined {
  const prefix = network?.prefixes.find(({ family }) => family === 4);
  const gateway = network && ofFamily(clientAddress(network, border), 4)?.address;
  if (!network || !prefix || gateway === undefined) return undefined;
  const borders = network.site.borders.flatMap((one) => clientAddress(network, one));
  const own = freeIn(prefix, [...borders, ...network.gateway, ...clientAddresses(network)]);
  return own && { gateway, own, beside: { node: clientName(network), name: edgeInterface } };
}

/** Another address of the attacker's network that nobody has: answers to it go nowhere. */
export function spareIn({ own, site, client }: Scene): string {
  const network = site.clients.find(({ name }) => client === `${site.name}/${name}`);
  const taken = [
    own,
    ...site.hosts.flatMap((host) => host.addresses),
    ...site.borders.flatMap((border) => [...border.lan, ...(network ? clientAddress(network, border) : [])]),
    ...site.gateway,
    ...(network ? [...network.gateway, ...clientAddresses(network)] : []),
  ];
  return freeIn(own.prefix, taken)?.address ?? own.address;
}

/** The last address of a prefix that nobody has. */
function freeIn(prefix: Prefix, taken: readonly InterfaceAddress[]): InterfaceAddress | undefined {
  const used = new Set(taken.map(({ address }) => address));
  for (let place = prefix.usableCount; place >= 1; place--) {
    const address = prefix.usable(place);
    if (address !== undefined && !used.has(address)) return { family: prefix.family, address, prefix };
  }
  return undefined;
}

/** The uplink of a site that answers the client, at the PE of another uplink. */
function uplinkBeside(fleet: Fleet, { pe }: Uplink, { answers }: Asked): Target | undefined {
  const uplinks = answers.flatMap((name) => fleet.site(name).uplinks).filter((uplink) => uplink.pe === pe);
  return uplinks.flatMap(({ border, borderAddresses, peAddresses }): Target[] => {
    const [from, at] = [ofFamily(borderAddresses, 4), ofFamily(peAddresses, 4)];
    return from && at ? [{ from: border.fullName, fromAddress: from.address, at: pe.fullName, atAddress: at.address }] : [];
  })[0];
}

/** A session of the PE of an uplink with another router of its network. */
function backboneSession(fleet: Fleet, { pe }: Uplink): Target | undefined {
  const session = fleet.sessions.find(
    ({ kind, family, ends }) => kind === 'ibgp' && family === 4 && ends.some(({ router }) => router === pe.fullName),
  );
  if (!session) return undefined;
  const [one, other] = session.ends;
  const [at, from] = one.router === pe.fullName ? [one, other] : [other, one];
  return { from: from.router, fromAddress: from.address, at: at.router, atAddress: at.address };
}
