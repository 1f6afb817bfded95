import type { Site } from 'anycast-mec';
import type { RunningLab, SiteRuntime } from '../model/running-lab';
import type { Port } from '../network/port';
import type { RunningRouter } from '../routers/running-router';

function names(list: Iterable<string>): string {
  return [...list].join(', ') || 'none';
}

/** A site. @throws Error with those that there are */
export function siteOf(lab: RunningLab, name: string): SiteRuntime {
  const site = lab.sites.get(name);
  if (!site) throw new Error(`there is no site '${name}'; there are: ${names(lab.sites.keys())}`);
  return site;
}

/** A router. @throws Error with those that there are */
export function routerOf(lab: RunningLab, name: string): RunningRouter {
  const router = lab.routers.get(name);
  if (!router) throw new Error(`there is no router '${name}'; there are: ${names(lab.routers.keys())}`);
  return router;
}

/** A host and its site. @throws Error with those that there are */
export function hostOf(lab: RunningLab, name: string): SiteRuntime {
  for (const site of lab.sites.values()) if (site.site.hosts.some(({ fullName }) => fullName === name)) return site;
  const hosts = [...lab.sites.values()].flatMap(({ site }) => site.hosts.map(({ fullName }) => fullName));
  throw new Error(`there is no host '${name}'; there are: ${names(hosts)}`);
}

/** Whether a host has this name. */
export function isHost(lab: RunningLab, name: string): boolean {
  return lab.fleet.sites.some((site) => site.hosts.some(({ fullName }) => fullName === name));
}

/** Where in a site: `site`, `site/service`, `site/host` or `site/host/service`. @throws Error if nothing has this name */
export function placeOf(lab: RunningLab, text: string): { site: SiteRuntime; host?: string; service?: string } {
  const [name = '', second, third] = text.split('/');
  const site = siteOf(lab, name);
  if (second === undefined) return { site };
  if (isHost(lab, `${name}/${second}`)) {
    return { site, host: `${name}/${second}`, ...(third !== undefined && { service: serviceOf(site.site, third) }) };
  }
  return { site, service: serviceOf(site.site, second) };
}

function serviceOf(site: Site, name: string): string {
  if (site.services.some((service) => service.name === name)) return name;
  const hosts = site.hosts.map((host) => host.name);
  const services = site.services.map((service) => service.name);
  throw new Error(`${site.name} has no host or service '${name}'; it has: ${names([...hosts, ...services])}`);
}

/**
 * The interfaces whose cable is meant: `node:interface` for that one; `node--node` for what joins two nodes; a node alone for all of it.
 * Of a link both ends are given, since a cable has two.
 *
 * @throws Error with what there is
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
    throw new Error(`no cable joins ${a} and ${b}; ${a} is joined to: ${names(neighbours(lab, a))}`);
  }
  const [node = '', name] = text.split(':');
  network.find(node);
  const ports = network.portsOf(node).filter((port) => name === undefined || port.name === name);
  if (ports.length) return ports.flatMap(both);
  throw new Error(`${node} has no interface '${name}'; it has: ${names(network.portsOf(node).map((port) => port.name))}`);
}

/** All cables of a node, at its end: a node without power does not matter to what is between others. */
export function ownCables(lab: RunningLab, node: string): Port[] {
  return cablesOf(lab, node);
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
