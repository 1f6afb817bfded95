import type { Family } from '../../fleet/addresses/address';
import { clientAddress, honoursDrain, ofFamily } from '../../fleet/model';
import type { BorderRouter, FleetModel, Host, InterfaceAddress, Site, Uplink } from '../../fleet/model';
import { bogons } from '../../fleet/addresses/routed';
import { borderPolicies, hostSystems, uplinkPlace } from './border-policies';
import { names } from './names';
import { mostFromOutside } from './outside';
import { fabricSets, hostSources, siteNetworks, siteSets, vipSet } from './prefix-sets';
import { redundancyOf } from './redundancy';
import type { BgpNeighbor, DynamicNeighbors, RouterInterface, RouterModel, StaticRoute } from './router-model';

/** Distance of the floating route of a VIP: above BGP's (20 and 200), below "unreachable" (255). */
const floatingDistance = 250;
/** Fewest host sessions that a border allows: hosts may be added before its files are. */
const leastHostSessions = 16;

/** The model of a border router. It depends on its own site, the pools and its PEs; of other sites only on how much all announce, in powers of ten. */
export function borderModel(fleet: FleetModel, border: BorderRouter): RouterModel {
  const { site } = border;
  const families = familiesOf([...border.lan, ...border.uplinks.flatMap((uplink) => uplink.borderAddresses)]);
  const redundancy = redundancyOf(border);
  return {
    fullName: border.fullName,
    name: border.name,
    owner: site.name,
    role: 'border',
    dialect: border.dialect,
    routerId: border.routerId,
    loopbacks: border.loopbacks,
    interfaces: interfacesOf(border),
    bgp: {
      as: site.as,
      neighbors: [
        ...site.borders.filter((other) => other !== border).flatMap((other) => borderNeighbors(border, other)),
        ...border.uplinks.flatMap((uplink) => uplinkNeighbors(uplink, mostFromOutside(fleet))),
      ],
      dynamic: hostNeighbors(border),
      originated: {
        prefixes: siteNetworks(site),
        whileConnected: site.borders.length > 1,
        policies: Object.fromEntries(families.map((family) => [family, names.originated(family)])),
      },
      multipath: true,
      comparesMed: true,
    },
    statics: floatingRoutes(border),
    ...(redundancy && { redundancy }),
    prefixSets: families.flatMap((family) => [vipSet(fleet, family), ...siteSets(site, family), ...fabricSets(family)]),
    policies: families.flatMap((family) => borderPolicies(border, fleet.caches.length > 0, family)),
    ...(border.uplinks.length && { caches: fleet.caches }),
    bogons: families.flatMap((family) => bogons[family]),
  };
}

/** The families that occur, IPv4 first. */
export function familiesOf(addresses: readonly InterfaceAddress[]): Family[] {
  return ([4, 6] as const).filter((family) => ofFamily(addresses, family));
}

function interfacesOf(border: BorderRouter): RouterInterface[] {
  const { site } = border;
  return [
    {
      name: border.lanInterface,
      purpose: 'hosts',
      description: `hosts of ${site.name}`,
      addresses: border.lan,
      // Over it the borders of a site lead each other's traffic, whose sources are anywhere.
      ...(site.sourceCheck === 'strict' && site.borders.length === 1 && { sources: hostSources(site) }),
    },
    ...site.clients.map((client): RouterInterface => ({
      name: client.interface,
      purpose: 'clients',
      description: `client network ${client.name}`,
      addresses: clientAddress(client, border),
      sources: client.prefixes.map(String),
    })),
    ...border.uplinks.map((uplink): RouterInterface => ({
      name: uplink.borderInterface,
      purpose: 'uplink',
      description: uplink.pe.fullName,
      addresses: uplink.borderAddresses,
    })),
  ];
}

/** Sessions with another border of the site, over the host network. */
function borderNeighbors(border: BorderRouter, other: BorderRouter): BgpNeighbor[] {
  const { site } = border;
  return border.lan.flatMap((local): BgpNeighbor[] => {
    const remote = ofFamily(other.lan, local.family);
    if (!remote) return [];
    return [
      {
        kind: 'border',
        family: local.family,
        address: remote.address,
        localAddress: local.address,
        interface: border.lanInterface,
        remoteAs: site.as,
        description: other.fullName,
        timers: site.timers,
        ...(site.bfd && { bfd: site.bfd }),
        ...(site.hostPassword !== undefined && { password: site.hostPassword }),
        gtsm: false,
        // Honoured where it came in: local preference is kept inside the site.
        gshut: false,
        importPolicy: names.borderIn(local.family),
        exportPolicy: names.borderOut(local.family),
        nextHopSelf: true,
        reflectorClient: false,
        asOverride: false,
        allowAsIn: false,
        mraiMs: 0,
      },
    ];
  });
}

function uplinkNeighbors(uplink: Uplink, maxPrefix: number): BgpNeighbor[] {
  return uplink.borderAddresses.flatMap((local): BgpNeighbor[] => {
    const remote = ofFamily(uplink.peAddresses, local.family);
    if (!remote) return [];
    return [
      {
        kind: 'uplink',
        family: local.family,
        address: remote.address,
        localAddress: local.address,
        interface: uplink.borderInterface,
        remoteAs: uplink.pe.network.as,
        description: uplink.pe.fullName,
        timers: uplink.timers,
        ...(uplink.bfd && { bfd: uplink.bfd }),
        ...(uplink.password !== undefined && { password: uplink.password }),
        gtsm: uplink.gtsm,
        gshut: uplink.gshut,
        role: { local: 'customer', strict: true },
        importPolicy: names.uplinkIn(uplinkPlace(uplink), local.family),
        exportPolicy: names.uplinkOut(local.family),
        maxPrefix,
        nextHopSelf: false,
        reflectorClient: false,
        asOverride: false,
        allowAsIn: uplink.allowAsIn,
        mraiMs: 0,
      },
    ];
  });
}

/** Sessions of the hosts: one range a family, or single addresses by AS where hosts of a site have different ones. */
function hostNeighbors(border: BorderRouter): DynamicNeighbors[] {
  const { site } = border;
  // MetalLB's native speaker carries no IPv6.
  const spoken = border.lan.filter((address) => site.metallb.mode !== 'native' || address.family === 4);
  const systems = hostSystems(site);
  return spoken.flatMap((local) =>
    systems.map((as): DynamicNeighbors => {
      const hosts = site.hosts.filter((host) => host.sessionAs === as);
      return {
        name: systems.length > 1 ? `hosts-${as}-${local.family}` : `hosts-${local.family}`,
        family: local.family,
        ranges: systems.length > 1 ? hostRanges(hosts, local.family) : [local.prefix.toString()],
        known: hosts.flatMap(({ addresses }) =>
          addresses.filter((entry) => entry.family === local.family).map(({ address }) => address),
        ),
        limit: Math.max(leastHostSessions, 2 * hosts.length),
        gracefulRestart: site.metallb.gracefulRestart,
        interface: border.lanInterface,
        localAddress: local.address,
        remoteAs: as,
        description: `hosts of ${site.name}`,
        timers: site.timers,
        ...(site.bfd && { bfd: site.bfd }),
        ...(site.hostPassword !== undefined && { password: site.hostPassword }),
        // MetalLB sends with TTL 64 or 1: GTSM would refuse it.
        gtsm: false,
        gshut: honoursDrain(site),
        // MetalLB's speakers name none.
        role: { local: 'provider', strict: false },
        importPolicy: names.hostsIn(as, local.family),
        exportPolicy: names.nothing(local.family),
        maxPrefix: site.hostMaxPrefix,
      };
    }),
  );
}

function hostRanges(hosts: readonly Host[], family: Family): string[] {
  return hosts.flatMap((host) =>
    host.addresses.filter((entry) => entry.family === family).map((entry) => `${entry.address}/${family === 6 ? 128 : 32}`),
  );
}

/** The last resort of a VIP: while BGP has no path, traffic still goes to the own hosts, which may serve on after a withdraw. */
function floatingRoutes(border: BorderRouter): StaticRoute[] {
  const { site } = border;
  return vipsOf(site).flatMap((vip) =>
    site.hosts.flatMap((host) =>
      host.addresses
        .filter((entry) => entry.family === vip.family)
        .map((entry) => ({
          prefix: `${vip.address}/${vip.family === 6 ? 128 : 32}`,
          via: entry.address,
          interface: border.lanInterface,
          distance: floatingDistance,
          description: `last resort of ${vip.service}: ${host.name}`,
        })),
    ),
  );
}

function vipsOf(site: Site): { family: Family; address: string; service: string }[] {
  return site.services.flatMap((service) =>
    service.vips.map((vip) => ({ family: vip.family, address: vip.address, service: service.name })),
  );
}
