import type { Family } from '../../fleet/addresses/address';
import { ofFamily, originNumber } from '../../fleet/model';
import type { Exchange, ExchangeMember, FleetModel, Link, LinkEnd, NetworkRouter, Uplink } from '../../fleet/model';
import { ibgpFamilies } from '../../fleet/sessions/sessions';
import { bogons } from '../../fleet/addresses/routed';
import { familiesOf } from './border';
import { names } from './names';
import { exchangeInPolicy, networkPolicies, siteInPolicy } from './network-policies';
import { mostFromOutside } from './outside';
import { fabricSets, siteSets, siteSources, vipCoverSet, vipSet } from './prefix-sets';
import type { BgpNeighbor, OspfModel, RouterInterface, RouterModel } from './router-model';

/** What hangs on one router of a network, collected once for all routers. */
export interface Surroundings {
  readonly links: readonly { readonly own: LinkEnd; readonly far: LinkEnd; readonly link: Link }[];
  readonly uplinks: readonly Uplink[];
  readonly ports: readonly { readonly exchange: Exchange; readonly member: ExchangeMember }[];
  readonly ibgpPeers: readonly NetworkRouter[];
}

/** The model of a PE or P router. */
export function networkRouterModel(fleet: FleetModel, router: NetworkRouter, around: Surroundings): RouterModel {
  const { network } = router;
  // Whatever has a session has policies: an exchange may have a family that no loopback has.
  const families = familiesOf([
    ...router.loopbacks,
    ...around.uplinks.flatMap((uplink) => uplink.peAddresses),
    ...around.ports.flatMap(({ member }) => member.addresses),
  ]);
  const peers = [...new Set(around.ports.flatMap(othersAt).map(({ router: { network } }) => network.as))];
  const sites = [...new Set(around.uplinks.map((uplink) => uplink.site))];
  const speaks = router.speaksBgp || around.ibgpPeers.length > 0;
  const transport = ofFamily(router.loopbacks, 4);
  return {
    fullName: router.fullName,
    name: router.name,
    owner: network.name,
    role: router.role,
    dialect: router.dialect,
    routerId: router.routerId,
    loopbacks: router.loopbacks,
    interfaces: interfacesOf(around),
    ...(speaks && {
      bgp: {
        as: network.as,
        neighbors: [
          ...around.uplinks.flatMap(siteNeighbors),
          ...around.ibgpPeers.flatMap((peer) => ibgpNeighbors(router, peer)),
          ...around.ports.flatMap((port) => exchangeNeighbors(port, mostFromOutside(fleet))),
        ],
        dynamic: [],
        originated: { prefixes: [], whileConnected: false, policies: {} },
        multipath: false,
        comparesMed: false,
      },
    }),
    ospf: ospfModel(router, around),
    ...(network.transport === 'mpls' &&
      transport && { ldp: { interfaces: around.links.map(({ own }) => own.interface), transportAddress: transport.address } }),
    statics: [],
    prefixSets: speaks
      ? families.flatMap((family) => [
          vipSet(fleet, family),
          ...fabricSets(family),
          ...(peers.length ? [vipCoverSet(fleet, family)] : []),
          ...sites.flatMap((site) => siteSets(site, family)),
        ])
      : [],
    policies: speaks
      ? families.flatMap((family) => [
          ...networkPolicies(family),
          ...peers.map((as) => exchangeInPolicy(as, fleet.caches.length > 0, family)),
          ...sites.map((site) => siteInPolicy(site, family)),
        ])
      : [],
    ...(peers.length && { caches: fleet.caches }),
    bogons: families.flatMap((family) => bogons[family]),
  };
}

function interfacesOf({ links, uplinks, ports }: Surroundings): RouterInterface[] {
  return [
    ...links.map(({ own, far }): RouterInterface => ({
      name: own.interface,
      purpose: 'backbone',
      description: far.router.fullName,
      addresses: own.addresses,
    })),
    ...uplinks.map((uplink): RouterInterface => ({
      name: uplink.peInterface,
      purpose: 'site',
      description: uplink.border.fullName,
      addresses: uplink.peAddresses,
      ...(uplink.site.sourceCheck === 'strict' && { sources: siteSources(uplink) }),
    })),
    ...ports.map(({ exchange, member }): RouterInterface => ({
      name: member.interface,
      purpose: 'exchange',
      description: exchange.name,
      addresses: member.addresses,
    })),
  ];
}

function ospfModel(router: NetworkRouter, { links }: Surroundings): OspfModel {
  const { network } = router;
  return {
    area: network.ospfArea,
    families: familiesOf(router.loopbacks),
    interfaces: links.map(({ own, link }) => ({
      name: own.interface,
      cost: link.cost,
      ...(network.bfd && { bfd: network.bfd }),
    })),
  };
}

function siteNeighbors(uplink: Uplink): BgpNeighbor[] {
  return uplink.peAddresses.flatMap((local): BgpNeighbor[] => {
    const remote = ofFamily(uplink.borderAddresses, local.family);
    if (!remote) return [];
    return [
      {
        kind: 'site',
        family: local.family,
        address: remote.address,
        localAddress: local.address,
        interface: uplink.peInterface,
        remoteAs: uplink.site.as,
        description: uplink.border.fullName,
        timers: uplink.timers,
        ...(uplink.bfd && { bfd: uplink.bfd }),
        ...(uplink.password !== undefined && { password: uplink.password }),
        gtsm: uplink.gtsm,
        gshut: uplink.gshut,
        role: { local: 'provider', strict: true },
        importPolicy: names.siteIn(uplink.site.name, local.family),
        exportPolicy: names.networkOut(local.family),
        maxPrefix: uplink.maxPrefix,
        nextHopSelf: false,
        reflectorClient: false,
        asOverride: uplink.asOverride,
        ...(uplink.asOverride && { siteOfOrigin: `${uplink.pe.network.as}:${originNumber(uplink.site)}` }),
        allowAsIn: false,
        mraiMs: 0,
      },
    ];
  });
}

function ibgpNeighbors(router: NetworkRouter, peer: NetworkRouter): BgpNeighbor[] {
  const { network } = router;
  const reflects = (candidate: NetworkRouter) => network.routeReflectors.includes(candidate.name);
  return ibgpFamilies(network).flatMap((family): BgpNeighbor[] => {
    const [local, remote] = [ofFamily(router.loopbacks, family), ofFamily(peer.loopbacks, family)];
    if (!local || !remote) return [];
    return [
      {
        kind: 'ibgp',
        family: local.family,
        address: remote.address,
        localAddress: local.address,
        remoteAs: network.as,
        description: peer.fullName,
        timers: network.timers,
        ...(network.password !== undefined && { password: network.password }),
        gtsm: false,
        gshut: false,
        importPolicy: names.networkIn(local.family),
        exportPolicy: names.networkOut(local.family),
        nextHopSelf: router.role === 'pe',
        reflectorClient: reflects(router) && !reflects(peer),
        asOverride: false,
        allowAsIn: false,
        mraiMs: network.mraiMs,
      },
    ];
  });
}

/** The members of other networks. */
function othersAt({ exchange, member }: Surroundings['ports'][number]): ExchangeMember[] {
  return exchange.members.filter((other) => other.router.network !== member.router.network);
}

function exchangeNeighbors(port: Surroundings['ports'][number], maxPrefix: number): BgpNeighbor[] {
  const { exchange, member } = port;
  return othersAt(port).flatMap((other) =>
    member.addresses.flatMap((local): BgpNeighbor[] => {
      const remote = ofFamily(other.addresses, local.family);
      return remote
        ? [
            {
              ...exchangeNeighbor(exchange, member, other, {
                family: local.family,
                local: local.address,
                remote: remote.address,
              }),
              maxPrefix,
            },
          ]
        : [];
    }),
  );
}

function exchangeNeighbor(
  exchange: Exchange,
  member: ExchangeMember,
  other: ExchangeMember,
  at: { family: Family; local: string; remote: string },
): BgpNeighbor {
  return {
    kind: 'exchange',
    family: at.family,
    address: at.remote,
    localAddress: at.local,
    interface: member.interface,
    remoteAs: other.router.network.as,
    description: other.router.fullName,
    timers: member.router.network.timers,
    ...(exchange.password !== undefined && { password: exchange.password }),
    gtsm: true,
    gshut: true,
    role: { local: 'peer', strict: true },
    importPolicy: names.exchangeIn(other.router.network.as, at.family),
    exportPolicy: names.networkOut(at.family),
    nextHopSelf: false,
    reflectorClient: false,
    asOverride: false,
    allowAsIn: false,
    mraiMs: 0,
  };
}
