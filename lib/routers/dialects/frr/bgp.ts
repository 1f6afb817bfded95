import type { Family } from '../../../fleet/addresses/address';
import { resolveSecret } from '../../secrets';
import type { SecretResolver } from '../../secrets';
import { validatesOrigins } from '../../model/outside';
import type { BgpModel, BgpNeighbor, BgpSessionModel, DynamicNeighbors, RouterModel } from '../../model/router-model';
import { profileName } from './bfd';
import { honoursGshut, importMap } from './policies';
import { context } from './section';
import type { Section } from './section';

/** FRR defers changed route maps by 5 s; 1 s is the least that still refreshes (0 would not apply the change at all in 8.4). */
const routeMapDelayS = 1;
/** Time between attempts to connect, s: FRR waits for 120 s (8.4) or 30 s (10). */
const connectS = 1;

/**
 * BGP of a router. Everything that differs between FRR's default profiles is written out. GTSM is left to the packet filter:
 * with `ttl-security` FRR (8.4 to 10) makes the BFD session of the neighbor a multihop one, which no other daemon answers.
 */
export function bgpSections(model: RouterModel, secrets: SecretResolver): Section[] {
  const { bgp } = model;
  if (!bgp) return [];
  const limit = bgp.dynamic.reduce((sum, entry) => sum + entry.limit, 0);
  const families = ([4, 6] as const).filter((family) =>
    [...bgp.neighbors, ...bgp.dynamic].some((entry) => entry.family === family),
  );
  const body = [
    `bgp router-id ${model.routerId}`,
    'bgp log-neighbor-changes',
    'no bgp default ipv4-unicast',
    // FRR asks every neighbor for it, for 120 s, and BIRD grants it: the paths of a dead router would stay for two minutes (seen in 8.4.4).
    'bgp graceful-restart-disable',
    // Else the oldest path wins, and no one can tell which that is.
    'bgp bestpath compare-routerid',
    ...(bgp.comparesMed ? ['bgp always-compare-med'] : []),
    // Hosts of different AS serve a VIP together.
    ...(bgp.multipath ? ['bgp bestpath as-path multipath-relax'] : []),
    // Networks that follow no interface are announced whether or not it is up.
    'no bgp network import-check',
    // Where an update, a withdrawal and the same update follow each other fast, FRR takes the last for a duplicate of the first and sends
    // only the withdrawal: the neighbor lacks the path for good (FRR pull request 20325, mended at the end of 2025; seen in 8.4.4).
    'no bgp suppress-duplicates',
    ...bgp.dynamic.flatMap((entry) => groupLines(entry, model, secrets)),
    ...bgp.neighbors.flatMap((entry) => neighborLines(entry, model, secrets)),
    ...bgp.dynamic.flatMap((entry) => entry.ranges.map((range) => `bgp listen range ${range} peer-group ${entry.name}`)),
    ...(limit ? [`bgp listen limit ${limit}`] : []),
    ...families.flatMap((family) => familyLines(model, bgp, family)),
  ];
  return [
    { daemons: ['bgpd'], lines: [`bgp route-map delay-timer ${routeMapDelayS}`, ...context(`router bgp ${bgp.as}`, body)] },
  ];
}

/**
 * Hosts that the fleet knows are neighbors in their own right; the range is for those that come later. FRR deletes a neighbor that came
 * from a range whenever its session ends, and where BFD ended it and the host connects again at once, as MetalLB does, traces of the old
 * one stay (seen in 8.4.4): the new one loses its BFD session, or a connection lives on that belongs to no neighbor.
 */
function groupLines(entry: DynamicNeighbors, model: RouterModel, secrets: SecretResolver): string[] {
  const name = `neighbor ${entry.name}`;
  return [
    `${name} peer-group`,
    `${name} remote-as ${entry.remoteAs}`,
    ...sessionLines(name, entry, model, secrets),
    `${name} passive`,
    ...restartLines(name, entry),
    ...entry.known.flatMap((address) => [
      `neighbor ${address} peer-group ${entry.name}`,
      // Neighbors do not take it over from their group (seen in 8.4.4).
      ...restartLines(`neighbor ${address}`, entry),
    ]),
  ];
}

function restartLines(name: string, { gracefulRestart }: DynamicNeighbors): string[] {
  return gracefulRestart ? [`${name} graceful-restart-helper`] : [];
}

function neighborLines(entry: BgpNeighbor, model: RouterModel, secrets: SecretResolver): string[] {
  const name = `neighbor ${entry.address}`;
  return [
    `${name} remote-as ${entry.remoteAs}`,
    ...sessionLines(name, entry, model, secrets),
    `${name} timers connect ${connectS}`,
    ...(entry.interface === undefined ? [`${name} update-source ${entry.localAddress}`] : []),
    ...(entry.mraiMs > 0 ? [`${name} advertisement-interval ${Math.round(entry.mraiMs / 1000)}`] : []),
  ];
}

function sessionLines(name: string, session: BgpSessionModel, model: RouterModel, secrets: SecretResolver): string[] {
  const { holdMs, keepaliveMs } = session.timers;
  return [
    `${name} description ${session.description}`,
    ...(session.bfd ? [`${name} bfd`, `${name} bfd profile ${profileName(session.bfd)}`] : []),
    ...(session.password === undefined ? [] : [`${name} password ${resolveSecret(secrets, session.password, model.fullName)}`]),
    `${name} timers ${Math.round(keepaliveMs / 1000)} ${Math.round(holdMs / 1000)}`,
    ...(session.role ? [`${name} local-role ${session.role.local}${session.role.strict ? ' strict-mode' : ''}`] : []),
  ];
}

function familyLines(model: RouterModel, bgp: BgpModel, family: Family): string[] {
  const lines = [
    ...originationLines(bgp, family),
    // A router that used several paths of one VIP at once would spread the flows of a client over sites: only hosts share them.
    ...(bgp.multipath ? [] : ['maximum-paths 1']),
    'maximum-paths ibgp 1',
    ...bgp.dynamic
      .filter((entry) => entry.family === family)
      .flatMap((entry) => channelLines(`neighbor ${entry.name}`, entry, honoursGshut(entry))),
    ...bgp.neighbors
      .filter((entry) => entry.family === family)
      .flatMap((entry) => [
        ...channelLines(`neighbor ${entry.address}`, entry, honoursGshut(entry)),
        ...(validatesOrigins(entry, model) ? [`neighbor ${entry.address} soft-reconfiguration inbound`] : []),
        ...(entry.nextHopSelf ? [`neighbor ${entry.address} next-hop-self`] : []),
        ...(entry.reflectorClient ? [`neighbor ${entry.address} route-reflector-client`] : []),
        ...(entry.asOverride ? [`neighbor ${entry.address} as-override`] : []),
        ...(entry.siteOfOrigin === undefined ? [] : [`neighbor ${entry.address} soo ${entry.siteOfOrigin}`]),
        ...(entry.allowAsIn ? [`neighbor ${entry.address} allowas-in 1`] : []),
      ]),
  ];
  return context(`address-family ipv${family} unicast`, lines, 'exit-address-family');
}

function originationLines({ originated }: BgpModel, family: Family): string[] {
  const own = originated.prefixes.filter((prefix) => prefix.includes(':') === (family === 6));
  const policy = originated.policies[family];
  if (own.length === 0 || policy === undefined) return [];
  // What is connected follows the interface; the policy takes of it what is to be announced.
  if (originated.whileConnected) return [`redistribute connected route-map ${policy}`];
  return own.map((prefix) => `network ${prefix} route-map ${policy}`);
}

function channelLines(name: string, session: BgpSessionModel, keepsGshut: boolean): string[] {
  return [
    `${name} activate`,
    ...limitLines(name, session),
    `${name} route-map ${importMap(session.importPolicy, keepsGshut)} in`,
    `${name} route-map ${session.exportPolicy} out`,
  ];
}

/** Time after which a host that announced too much may try again, minutes: the least that FRR takes. Nobody needs to clear its session by hand. */
const hostRestartMinutes = 1;

/**
 * The limit on received prefixes. FRR counts what its policy lets in. Not with `force`, which should count what it refused as well: FRR
 * (8.4, bgp_filtered_routes_count) counts then what all neighbors sent, so the other sites of a PE close the session of one.
 */
function limitLines(name: string, session: BgpSessionModel): string[] {
  if (session.maxPrefix === undefined) return [];
  return [`${name} maximum-prefix ${session.maxPrefix}${'ranges' in session ? ` restart ${hostRestartMinutes}` : ''}`];
}
