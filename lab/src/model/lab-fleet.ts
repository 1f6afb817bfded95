import { Fleet, secretsFrom } from 'anycast-mec';
import type { Dialect, FleetDescription, SecretResolver, Service } from 'anycast-mec';
import { createHash, randomBytes } from 'node:crypto';
import { dialectNames } from './dialect-names';
import { unknownName } from '../usage/usage-error';
import { withPlainLimiters } from './plain-limiters';
import { probeService, withProbe } from './probe-service';

/**
 * The service by which something is measured; undefined where the fleet has none.
 *
 * @param wanted its name. @default - the lab's own, else the first
 * @throws UsageError if there is none of the name that is wanted
 */
export function measuredService(fleet: Fleet, wanted?: string): Service | undefined {
  const { services } = fleet;
  if (wanted === undefined) return services.find(({ name }) => name === probeService) ?? services[0];
  const found = services.find(({ name }) => name === wanted);
  if (!found)
    throw unknownName(
      'service',
      wanted,
      services.map(({ name }) => name),
    );
  return found;
}

/** Times of BFD. */
export interface BfdTimers {
  readonly intervalMs: number;
  readonly multiplier: number;
}

/** What of a fleet runs in the lab, and what of it is otherwise than written. */
export interface LabFleetOptions {
  /** These sites only. @default - all */
  readonly sites?: readonly string[];
  /** All borders run this daemon. @default - each the one that the fleet gives it */
  readonly border?: Dialect;
  /** All routers of networks run this daemon. @default - each the one that the fleet gives it */
  readonly backbone?: Dialect;
  /** BFD between hosts and borders, at every site. @default - as the fleet says */
  readonly bfd?: BfdTimers;
  /** BFD of backbones and uplinks. @default - as the fleet says */
  readonly backboneBfd?: BfdTimers;
  /** Whether backbones may use MPLS. */
  readonly mpls: boolean;
  /** Whether the lab adds its own service, for measuring. @default true */
  readonly probe?: boolean;
}

/** A fleet as the lab runs it. */
export interface LabFleet {
  readonly fleet: Fleet;
  /** What is otherwise than in the description, in words. */
  readonly notes: readonly string[];
}

/**
 * Makes the lab's fleet of an operator's.
 *
 * @throws Error if a site is chosen that does not exist; FleetError if what is left is no fleet
 */
export function labFleet(own: Fleet, options: LabFleetOptions): LabFleet {
  const notes: string[] = [];
  let { description } = own;
  if (options.sites) description = onlySites(own, options.sites, notes);
  if (options.border) description = withBorder(description, options.border, notes);
  if (options.backbone) description = withBackbone(description, options.backbone, notes);
  if (options.bfd) description = withBfd(description, options.bfd, notes);
  if (options.backboneBfd) description = withBackboneBfd(description, options.backboneBfd, notes);
  if (!options.mpls) description = withoutMpls(description, notes);
  description = withPlainLimiters(description, notes);
  const checked = checkedCertificates(own);
  if (checked.length)
    notes.push(`health takes any certificate of ${checked.join(', ')}: the lab's application has none that is signed`);
  if (options.probe !== false) description = withProbe(own, description, notes);
  return { fleet: Fleet.from(description, `the lab's ${own.name}`), notes };
}

function onlySites(own: Fleet, sites: readonly string[], notes: string[]): FleetDescription {
  const unknown = sites.filter((name) => !own.sites.some((site) => site.name === name));
  if (unknown.length)
    throw unknownName(
      'site',
      unknown.join("', '"),
      own.sites.map(({ name }) => name),
    );
  const chosen = (name: string) => sites.includes(name);
  const { description } = own;
  notes.push(`sites ${sites.join(', ')} only`);
  const services = Object.fromEntries(
    Object.entries(description.services ?? {}).flatMap(([name, service]) => {
      if (!service.sites) return [[name, service] as const];
      const left = service.sites.filter(chosen);
      return left.length ? [[name, { ...service, sites: left }] as const] : [];
    }),
  );
  const elsewhere = Object.keys(description.sites).filter((name) => !chosen(name));
  return {
    ...description,
    sites: Object.fromEntries(Object.entries(description.sites).filter(([name]) => chosen(name))),
    services,
    acknowledge: [
      ...(description.acknowledge ?? []).filter(
        ({ at }) => !elsewhere.some((name) => at === `sites.${name}` || at.startsWith(`sites.${name}.`)),
      ),
      // A part of a fleet may lack what the whole has.
      { rule: 'site-loss-leaves-no-path', at: 'services', reason: 'the lab runs a part of the fleet' },
    ],
  };
}

function withBorder(description: FleetDescription, dialect: Dialect, notes: string[]): FleetDescription {
  notes.push(`all borders run ${dialectNames[dialect]}`);
  const sites = Object.entries(description.sites).map(([name, site]) => {
    const borders =
      typeof site.borders === 'object'
        ? Object.fromEntries(Object.entries(site.borders).map(([border, given]) => [border, { ...given, dialect }]))
        : site.borders;
    return [name, { ...site, ...(borders !== undefined && { borders }), border: { ...site.border, dialect } }];
  });
  return { ...description, sites: Object.fromEntries(sites) as FleetDescription['sites'] };
}

function withBackbone(description: FleetDescription, dialect: Dialect, notes: string[]): FleetDescription {
  notes.push(`all routers of networks run ${dialectNames[dialect]}`);
  const networks = Object.entries(description.networks).map(([name, network]) => {
    const routers = Object.entries(network.routers).map(([router, given]) => [
      router,
      typeof given === 'string' ? given : { ...given, dialect },
    ]);
    return [name, { ...network, dialect, routers: Object.fromEntries(routers) as typeof network.routers }];
  });
  return { ...description, networks: Object.fromEntries(networks) as FleetDescription['networks'] };
}

function withBfd(description: FleetDescription, bfd: BfdTimers, notes: string[]): FleetDescription {
  notes.push(`BFD between hosts and borders every ${bfd.intervalMs} ms, ${bfd.multiplier} missed end a session`);
  const sites = Object.entries(description.sites).map(([name, site]) => [
    name,
    { ...site, bfd: { interval: `${bfd.intervalMs}ms`, multiplier: bfd.multiplier } },
  ]);
  return { ...description, sites: Object.fromEntries(sites) as FleetDescription['sites'] };
}

function withBackboneBfd(description: FleetDescription, timers: BfdTimers, notes: string[]): FleetDescription {
  notes.push(`BFD of backbones and uplinks every ${timers.intervalMs} ms, ${timers.multiplier} missed end a session`);
  const bfd = { interval: `${timers.intervalMs}ms`, multiplier: timers.multiplier };
  const networks = Object.entries(description.networks).map(([name, network]) => [name, { ...network, bfd }]);
  const sites = Object.entries(description.sites).map(([name, site]) => [
    name,
    {
      ...site,
      uplinks: (site.uplinks ?? []).map((uplink) => ({ ...(typeof uplink === 'string' ? { to: uplink } : uplink), bfd })),
    },
  ]);
  return {
    ...description,
    networks: Object.fromEntries(networks) as FleetDescription['networks'],
    sites: Object.fromEntries(sites) as FleetDescription['sites'],
  };
}

function withoutMpls(description: FleetDescription, notes: string[]): FleetDescription {
  const labelled = Object.entries(description.networks).filter(([, network]) => network.transport === 'mpls');
  if (!labelled.length) return description;
  notes.push(
    `plain IP in place of MPLS in ${labelled.map(([name]) => name).join(', ')}: P routers speak BGP and know the VIPs (level mpls has labels)`,
  );
  const networks = Object.entries(description.networks).map(([name, network]) => [
    name,
    network.transport === 'mpls' ? { ...network, transport: 'plain' as const } : network,
  ]);
  return { ...description, networks: Object.fromEntries(networks) as FleetDescription['networks'] };
}

/** Of which services the health would check a certificate, which the lab's application has not. */
function checkedCertificates({ services }: Fleet): readonly string[] {
  const checks = ({ checks }: Service) => checks.some(({ health: { tls } }) => tls && !('verify' in tls && tls.verify === false));
  return services.filter(checks).map(({ name }) => name);
}
/**
 * Secrets for a lab: the operator's where they can be had, else one made up, the same for all that refer to it.
 *
 * @param note is told the reference of each that is made up, never the secret
 */
export function labSecrets(folder: string, note: (reference: string) => void): SecretResolver {
  const own = secretsFrom(folder);
  const seed = randomBytes(16);
  const made = new Map<string, string>();
  return (reference) => {
    try {
      return own(reference);
    } catch {
      const name = JSON.stringify(reference);
      const known = made.get(name);
      if (known !== undefined) return known;
      const secret = createHash('sha256').update(seed).update(name).digest('hex').slice(0, 24);
      made.set(name, secret);
      note(name);
      return secret;
    }
  };
}
