import { milliseconds } from '../../../contract/durations';
import { Prefix } from '../../addresses/prefix';
import type { SiteDescription } from '../../description/site';
import type { NetworkRouter, Service, Site } from '../../model';
import { deriveBorders } from './borders';
import { deriveClients } from './clients';
import { deriveGateway } from '../gateway';
import { deriveHosts, hostCountOf } from './hosts';
import { listOf } from '../lists';
import { deriveMetalLB } from './metallb';
import type { Plan } from '../plan';
import type { Problems } from '../problems';
import { bfdOf, timersOf } from '../session-values';
import { deriveUplinks } from './uplink';
import { wholeSite } from './whole-site';
import type { SiteOutline } from './whole-site';

/** AS of MetalLB speakers where none is given: the first for private use (RFC 6996), which the thesis used. */
const defaultHostAs = 64512;
/** Fewest prefixes a border accepts from a host where nothing is said. */
const leastHostMaxPrefix = 8;
/** Pod and ClusterIP ranges that the flavours install with. */
const ranges = {
  kubeadm: { pods: ['10.244.0.0/16'], services: ['10.96.0.0/12'] },
  k3s: { pods: ['10.42.0.0/16'], services: ['10.43.0.0/16'] },
  kubeedge: { pods: ['10.244.0.0/16'], services: ['10.96.0.0/12'] },
} as const;

/** What sites are derived from. */
export interface SiteSource {
  readonly services: readonly Service[];
  readonly routers: ReadonlyMap<string, NetworkRouter>;
  readonly plan: Plan;
  readonly problems: Problems;
}

/** Derives a site with everything in it. */
export function deriveSite(name: string, description: SiteDescription, source: SiteSource): Site {
  const { plan, problems } = source;
  const path = `sites.${name}`;
  const number = plan.siteNumber(name, description.number);
  const given = listOf(description.lan).map((text) => Prefix.parse(text));
  const lan = given.length ? given : plan.site('hosts', number, path);
  if (!lan.length && !plan.has('hosts'))
    problems.noAddress(`${path}.lan`, `the hosts of ${name}`, 'Give `lan`, or `plan.hosts`.');
  const flavour = description.flavour ?? 'kubeadm';
  const bfd = bfdOf(description.bfd);
  const prefixes = (texts: readonly string[]) => Object.freeze(texts.map((text) => Prefix.parse(text)));
  const vipCount = source.services.reduce((sum, service) => sum + service.vips.length, 0);
  const outline: SiteOutline = {
    name,
    path,
    kind: description.kind ?? 'mec',
    number,
    as: description.as,
    flavour,
    metallb: deriveMetalLB(description, hostCountOf(description)),
    servicelb: description.servicelb ?? false,
    hostAs: description.hostAs ?? defaultHostAs,
    ...(description.hostPassword !== undefined && { hostPassword: description.hostPassword }),
    hostPasswordSecret: description.hostPasswordSecret ?? 'bgp-password',
    hostMaxPrefix: description.hostMaxPrefix ?? Math.max(leastHostMaxPrefix, 2 * vipCount),
    timers: timersOf(description.timers),
    ...(bfd && { bfd }),
    sourceCheck: description.sourceCheck ?? 'loose',
    ...(description.promise !== undefined && { promiseMs: milliseconds(description.promise) }),
    lan: Object.freeze(lan),
    pods: prefixes(description.pods === undefined ? ranges[flavour].pods : listOf(description.pods)),
    serviceRange: prefixes(description.serviceRange === undefined ? ranges[flavour].services : listOf(description.serviceRange)),
    services: source.services,
  };
  const borders = deriveBorders(outline, description, source);
  const lanPlace = {
    what: `the hosts of ${name}`,
    path: `${path}.gateway`,
    prefixes: lan,
    borders: borders.map((border) => border.lan),
  };
  const gateway = deriveGateway(description.gateway, lanPlace, problems);
  const hosts = deriveHosts(outline, description, problems);
  const clients = deriveClients(outline, description, { borders, plan, problems });
  const uplinks = deriveUplinks(outline, description, { borders, clients, routers: source.routers, plan, problems });
  return wholeSite(outline, { gateway, borders, uplinks, hosts, clients });
}
