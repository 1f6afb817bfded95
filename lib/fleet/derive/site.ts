import { familyOf, canonical } from '../addresses/address';
import { milliseconds } from '../../contract/durations';
import { Prefix } from '../addresses/prefix';
import type { BorderDescription, HostDescription, SiteDescription } from '../description/site';
import type { BorderRouter, ClientNetwork, Host, InterfaceAddress, NetworkRouter, Service, Site, Uplink } from '../model';
import { completed, loopbackAddresses, nthAddresses, nthLoopbacks, routerIdOf } from './addresses';
import { deriveGateway } from './gateway';
import type { GatewayPlace } from './gateway';
import { listOf } from './lists';
import { deriveMetalLB } from './metallb';
import type { Plan } from './plan';
import type { Problems } from './problems';
import { bfdOf, timersOf } from './session-values';
import { deriveUplinks } from './uplink';

/** AS of MetalLB speakers where none is given: the first for private use (RFC 6996), which the thesis used. */
const defaultHostAs = 64512;
/** Hosts begin at the 11th address of their network: room for borders before them. */
export const firstHost = 11;
const defaultHosts = 2;
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
  const hostCount = Array.isArray(description.hosts) ? description.hosts.length : (description.hosts ?? defaultHosts);
  const flavour = description.flavour ?? 'kubeadm';
  const bfd = bfdOf(description.bfd);
  const prefixes = (texts: readonly string[]) => Object.freeze(texts.map((text) => Prefix.parse(text)));
  const vipCount = source.services.reduce((sum, service) => sum + service.vips.length, 0);
  const site: Site = {
    name,
    path,
    kind: description.kind ?? 'mec',
    number,
    as: description.as,
    flavour,
    metallb: deriveMetalLB(description, hostCount),
    servicelb: description.servicelb ?? false,
    hostAs: description.hostAs ?? defaultHostAs,
    ...(description.hostPassword !== undefined && { hostPassword: description.hostPassword }),
    hostPasswordSecret: description.hostPasswordSecret ?? 'bgp-password',
    hostMaxPrefix: description.hostMaxPrefix ?? Math.max(leastHostMaxPrefix, 2 * vipCount),
    timers: timersOf(description.timers),
    ...(bfd && { bfd }),
    ...(description.promise !== undefined && { promiseMs: milliseconds(description.promise) }),
    lan: Object.freeze(lan),
    gateway: [],
    pods: prefixes(description.pods === undefined ? ranges[flavour].pods : listOf(description.pods)),
    serviceRange: prefixes(description.serviceRange === undefined ? ranges[flavour].services : listOf(description.serviceRange)),
    borders: [],
    uplinks: [],
    hosts: [],
    clients: [],
    services: source.services,
  };
  const borders = deriveBorders(site, description, source);
  Object.assign(site, {
    borders: Object.freeze(borders),
    gateway: deriveGateway(description.gateway, lanPlace(site, borders), problems),
    hosts: deriveHosts(site, description, hostCount, problems),
    clients: deriveClients(site, borders, description, source),
  });
  const uplinks = deriveUplinks(description, { site, borders, routers: source.routers, plan, problems });
  Object.assign(site, { uplinks: Object.freeze(uplinks) });
  for (const border of borders) Object.freeze(Object.assign(border, { uplinks: uplinksOf(border, uplinks) }));
  return Object.freeze(site);
}

function lanPlace(site: Site, borders: readonly BorderRouter[]): GatewayPlace {
  return {
    what: `the hosts of ${site.name}`,
    path: `${site.path}.gateway`,
    prefixes: site.lan,
    borders: borders.map((border) => border.lan),
  };
}

function uplinksOf(border: BorderRouter, uplinks: readonly Uplink[]): readonly Uplink[] {
  return Object.freeze(uplinks.filter((uplink) => uplink.border === border));
}

function deriveBorders(site: Site, description: SiteDescription, { plan, problems }: SiteSource): BorderRouter[] {
  const given = description.borders ?? 1;
  const entries: [string, BorderDescription][] =
    typeof given === 'number' ? Array.from({ length: given }, (_, index) => [`border-${index + 1}`, {}]) : Object.entries(given);
  const planned = entries.some(([, detail]) => plan.adds('loopbacks', listOf(detail.loopback)));
  const blocks = planned ? plan.site('loopbacks', site.number, site.path) : [];
  return entries.map(([name, detail], index) => {
    const path = typeof given === 'number' ? `${site.path}.borders` : `${site.path}.borders.${name}`;
    const derived = nthLoopbacks(blocks, index);
    const loopbacks = completed(loopbackAddresses(listOf(detail.loopback)), derived);
    if (!loopbacks.length && !plan.has('loopbacks')) {
      problems.noAddress(
        `${site.path}.borders.${name}.loopback`,
        `the loopback of ${site.name}/${name}`,
        'Give `loopback`, or `plan.loopbacks`.',
      );
    } else if (derived.length < blocks.length && plan.adds('loopbacks', listOf(detail.loopback)))
      problems.planTooSmall(
        path,
        index + 1,
        `The plan has ${blocks.join(' and ')} for the borders of ${site.name}, and this is border number ${index + 1}.`,
        'Give the border its `loopback`.',
      );
    const lan = completed(lanAddresses(listOf(detail.lan), site, `${path}.lan`, problems), nthAddresses(site.lan, index + 1));
    return {
      name,
      fullName: `${site.name}/${name}`,
      path,
      site,
      dialect: detail.dialect ?? description.border?.dialect ?? 'frr',
      routerId: routerIdOf(detail.routerId, loopbacks),
      loopbacks: Object.freeze(loopbacks),
      lan: Object.freeze(lan),
      lanInterface: detail.lanInterface ?? 'hosts0',
      uplinks: [],
    };
  });
}

function deriveHosts(site: Site, description: SiteDescription, count: number, problems: Problems): readonly Host[] {
  const given: readonly HostDescription[] = Array.isArray(description.hosts)
    ? description.hosts
    : Array.from({ length: count }, (_, index) => ({ name: `host-${index + 1}` }));
  const hosts = given.map((detail, index) => {
    const path = Array.isArray(description.hosts) ? `${site.path}.hosts[${index}]` : `${site.path}.hosts`;
    const addresses = completed(
      lanAddresses(listOf(detail.address), site, `${path}.address`, problems),
      nthAddresses(site.lan, firstHost + index),
    );
    const as = detail.as ?? site.hostAs;
    return Object.freeze({
      name: detail.name,
      fullName: `${site.name}/${detail.name}`,
      nodeName: detail.nodeName ?? detail.name,
      path,
      site,
      as,
      sessionAs: (site.metallb.mode === 'frr' ? site.metallb.localAS : undefined) ?? as,
      addresses: Object.freeze(addresses),
    });
  });
  return Object.freeze(hosts);
}

function deriveClients(
  site: Site,
  borders: readonly BorderRouter[],
  description: SiteDescription,
  { plan, problems }: SiteSource,
): readonly ClientNetwork[] {
  const given = (description.clients ?? []).map((entry) => (typeof entry === 'string' ? { name: entry } : entry));
  const needsPlan = given.some((entry) => !('prefix' in entry) || entry.prefix === undefined);
  const blocks = needsPlan ? plan.site('clients', site.number, site.path) : [];
  const clients = given.map((detail, index) => {
    const path = `${site.path}.clients[${index}]`;
    const texts = listOf('prefix' in detail ? detail.prefix : undefined);
    const prefixes = texts.length
      ? texts.map((text) => Prefix.parse(text))
      : blocks.flatMap((block) =>
          plan.within(block, block.family === 6 ? 64 : 27, index, {
            path,
            what: 'client networks of a site',
            remedy: 'Give the client network its `prefix`.',
          }),
        );
    if (!prefixes.length && !plan.has('clients'))
      problems.noAddress(`${path}.prefix`, `the client network ${detail.name}`, 'Give `prefix`, or `plan.clients`.');
    const place: GatewayPlace = {
      what: `the clients of ${site.name}/${detail.name}`,
      path: `${path}.gateway`,
      prefixes,
      borders: borders.map((_, border) => nthAddresses(prefixes, border + 1)),
    };
    return Object.freeze({
      name: detail.name,
      path,
      site,
      interface: `clients${index}`,
      prefixes: Object.freeze(prefixes),
      gateway: deriveGateway('gateway' in detail ? detail.gateway : undefined, place, problems),
    });
  });
  return Object.freeze(clients);
}

/** Addresses that must lie in the site's host network. */
function lanAddresses(texts: readonly string[], site: Site, path: string, problems: Problems): InterfaceAddress[] {
  return texts.flatMap((text) => {
    const prefix = site.lan.find((candidate) => candidate.contains(text));
    if (!prefix)
      problems.mismatch(
        path,
        text,
        `${text} lies outside the host network of ${site.name}.`,
        site.lan.join(', ') || 'no host network',
      );
    return prefix ? [Object.freeze({ family: familyOf(text), address: canonical(text), prefix })] : [];
  });
}
