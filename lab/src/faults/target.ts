import type { Exchange, Site } from 'anycast-mec';
import type { RunningLab, SiteRuntime, SiteTarget } from '../model/running-lab';
import type { Port } from '../network/port';
import type { RunningRouter } from '../routers/running-router';
import { UsageError, unknownName } from '../usage/usage-error';
import type { Target } from './fault';

/** Where in which site. */
export interface SitePlace extends SiteTarget {
  readonly site: SiteRuntime;
}

/** How a place in a site is written. */
type PlaceForm = 'site' | 'site/service' | 'site/host' | 'site/host/service';

/** A site. */
export const siteTarget = target('<site>', siteOf);

/** A host. */
export const hostTarget = target('<site/host>', (lab, name) => ({ site: hostOf(lab, name), host: name }));

/** A router. */
export const routerTarget = target('<router>', routerOf);

/** A router, or a host and its site. */
export const daemonTarget = target('<router | site/host>', (lab, name) =>
  isHost(lab, name) ? { site: hostOf(lab, name), host: name } : routerOf(lab, name),
);

/** A cable by the interfaces at its ends, see {@link cablesOf}. */
export const cableTarget = target('<node--node | node:interface>', cablesOf);

/** An exchange. */
export const exchangeTarget = target('<exchange>', (lab, name): Exchange => {
  const { exchanges } = lab.fleet;
  const exchange = exchanges.find((entry) => entry.name === name);
  if (!exchange)
    throw unknownName(
      'exchange',
      name,
      exchanges.map((entry) => entry.name),
    );
  return exchange;
});

/** A site, or what is in it, in these forms alone. */
export function placeTarget(...forms: readonly PlaceForm[]): Target<SitePlace> {
  const text = `<${forms.join(' | ')}>`;
  return target(text, (lab, name) => {
    const place = placeOf(lab, name);
    const form: PlaceForm = `site${place.host === undefined ? '' : '/host'}${place.service === undefined ? '' : '/service'}`;
    if (!forms.includes(form)) throw new UsageError(`'${name}': allowed is ${text}`);
    return place;
  });
}

/** A service of a site, or all; at one host, or at all of them. */
export const serviceTarget = placeTarget('site', 'site/service', 'site/host', 'site/host/service');

/** A kind of target that takes no further words. */
function target<Place>(text: string, find: (lab: RunningLab, name: string) => Place): Target<Place> {
  return {
    text,
    find: (lab, { target: name, options = [] }) => {
      if (options.length) throw new UsageError(`'${[name, ...options].join(' ')}': allowed is ${text}`);
      return find(lab, name);
    },
  };
}

/** A site. @throws UsageError with those that there are */
export function siteOf(lab: Pick<RunningLab, 'sites'>, name: string): SiteRuntime {
  const site = lab.sites.get(name);
  if (!site) throw unknownName('site', name, lab.sites.keys());
  return site;
}

/** A router. @throws UsageError with those that there are */
export function routerOf(lab: RunningLab, name: string): RunningRouter {
  const router = lab.routers.get(name);
  if (!router) throw unknownName('router', name, lab.routers.keys());
  return router;
}

function hostOf(lab: RunningLab, name: string): SiteRuntime {
  for (const site of lab.sites.values()) if (site.site.hosts.some(({ fullName }) => fullName === name)) return site;
  const hosts = [...lab.sites.values()].flatMap(({ site }) => site.hosts.map(({ fullName }) => fullName));
  throw unknownName('host', name, hosts);
}

function isHost(lab: RunningLab, name: string): boolean {
  return lab.fleet.sites.some((site) => site.hosts.some(({ fullName }) => fullName === name));
}

function placeOf(lab: RunningLab, text: string): SitePlace {
  const [name = '', second, third, more] = text.split('/');
  const site = siteOf(lab, name);
  if (second === undefined) return { site };
  const host = `${name}/${second}`;
  if (more === undefined && isHost(lab, host))
    return { site, host, ...(third !== undefined && { service: serviceOf(site.site, third) }) };
  return { site, service: serviceOf(site.site, text.slice(name.length + 1)) };
}

function serviceOf(site: Site, name: string): string {
  if (site.services.some((service) => service.name === name)) return name;
  const hosts = site.hosts.map((host) => host.name);
  const services = site.services.map((service) => service.name);
  throw unknownName('host or service', name, [...hosts, ...services], site.name);
}

/**
 * The interfaces whose cable is meant: `node:interface` for that one; `node--node` for what joins two nodes; a node alone for all of it.
 * Of a link both ends are given, since a cable has two.
 *
 * @throws UsageError with what there is
 */
export function cablesOf(lab: RunningLab, text: string): Port[] {
  const { network } = lab;
  const both = (port: Port) => {
    const other = network.otherEnd(port);
    return other ? [port, other] : [port];
  };
  const [one = '', other] = text.split('--');
  if (other !== undefined) {
    const a = network.find(one).name;
    const b = network.find(other).name;
    const joined = network.portsOf(a).filter((port) => network.otherEnd(port)?.node === b);
    if (joined.length) return joined.flatMap(both);
    // On a LAN: the cable of the second.
    const shared = network.portsOf(b).filter((port) => network.sharing(port).some((member) => member.node === a));
    if (shared.length) return shared;
    throw unknownName('cable to', b, neighbours(lab, a), a);
  }
  const [node = '', name] = text.split(':');
  network.find(node);
  const ports = network.portsOf(node).filter((port) => name === undefined || port.name === name);
  if (ports.length) return ports.flatMap(both);
  throw unknownName(
    'interface',
    name ?? '',
    network.portsOf(node).map((port) => port.name),
    node,
  );
}

function neighbours(lab: RunningLab, node: string): Set<string> {
  const { network } = lab;
  return new Set(
    network
      .portsOf(node)
      .flatMap((port) => network.sharing(port))
      .map((port) => port.node)
      .filter((name) => name !== node),
  );
}
