import { routersOf } from 'anycast-mec';
import type { BorderRouter, ClientNetwork, Fleet, Host, InterfaceAddress, NetworkRouter, Site } from 'anycast-mec';
import type { LabNetwork } from './lab-network';
import type { LabNode } from './lab-node';
import type { Port } from './port';

/** Name of the interface of a host or client. */
export const edgeInterface = 'eth0';

/** What a fleet is made of in the lab. */
export interface BuiltTopology {
  /** Client nodes by `site/network`. */
  readonly clients: ReadonlyMap<string, LabNode>;
}

/** Makes nodes, links and addresses of a fleet: routers, hosts, and one client in each client network. */
export async function buildTopology(network: LabNetwork, fleet: Fleet): Promise<BuiltTopology> {
  const routers = routersOf(fleet);
  const hosts = fleet.sites.flatMap((site) => site.hosts);
  const clients = fleet.sites.flatMap((site) => site.clients);
  const names = [...routers, ...hosts].map(({ fullName }) => fullName);
  await Promise.all([...names, ...clients.map(clientName)].map((name) => network.node(name)));
  await Promise.all([...backboneLinks(network, fleet), ...fleet.sites.flatMap((site) => siteLinks(network, site))]);
  await Promise.all([
    ...routers.map((router) =>
      network
        .find(router.fullName)
        .ip([
          ...router.loopbacks.map((loopback) => `address add ${loopback.address}/${loopback.prefix.length} dev lo`),
          ...router.interfaces.flatMap(({ name, addresses }) => upLines(name, addresses)),
        ]),
    ),
    ...hosts.map((host) => network.find(host.fullName).ip(hostLines(host))),
    ...clients.map((client) => network.find(clientName(client)).ip(clientLines(client))),
  ]);
  return {
    clients: new Map(clients.map((client) => [`${client.site.name}/${client.name}`, network.find(clientName(client))])),
  };
}

/** Name of the node in a client network. */
export function clientName(client: ClientNetwork): string {
  return `client/${client.site.name}/${client.name}`;
}

/** Lines of `ip` that give an interface its addresses and bring it up. */
export function upLines(name: string, addresses: readonly InterfaceAddress[]): string[] {
  const lines = addresses.map(
    ({ family, address, prefix }) => `address add ${address}/${prefix.length} dev ${name}${family === 6 ? ' nodad' : ''}`,
  );
  return [...lines, `link set ${name} up`];
}

const port = (router: BorderRouter | NetworkRouter | Host, name: string): Port => ({ node: router.fullName, name });

function backboneLinks(network: LabNetwork, fleet: Fleet): Promise<void>[] {
  return [
    ...fleet.networks.flatMap(({ links }) =>
      links.map(({ ends: [a, b], delayMs }) =>
        network.link(port(a.router, a.interface), port(b.router, b.interface), { aMs: delayMs, bMs: delayMs }),
      ),
    ),
    ...fleet.exchanges.map((exchange) =>
      network.lan(
        exchange.name,
        exchange.members.map((member) => ({ ...port(member.router, member.interface), delayMs: member.delayMs })),
      ),
    ),
  ];
}

function siteLinks(network: LabNetwork, site: Site): Promise<void>[] {
  return [
    // What the border sends is not delayed: the delay of an uplink is that of the PE's interface.
    ...site.uplinks.map((uplink) =>
      network.link(port(uplink.border, uplink.borderInterface), port(uplink.pe, uplink.peInterface), {
        aMs: 0,
        bMs: uplink.delayMs,
      }),
    ),
    network.lan(`hosts of ${site.name}`, [
      ...site.borders.map((border) => port(border, border.lanInterface)),
      ...site.hosts.map((host) => port(host, edgeInterface)),
    ]),
    ...site.clients.map((client) =>
      network.lan(`${client.name} of ${site.name}`, [
        ...site.borders.map((border) => port(border, client.interface)),
        { node: clientName(client), name: edgeInterface },
      ]),
    ),
  ];
}

/** What `ip` is told at a host: its addresses, and its way out, which is the gateway of the site. */
export function hostLines(host: Host): string[] {
  return [...upLines(edgeInterface, host.addresses), ...defaultRoutes(host.addresses, host.site.gateway)];
}

/** What `ip` is told at the client node of a network: as at a host, by the gateway of that network. */
export function clientLines(client: ClientNetwork): string[] {
  const addresses = clientAddresses(client);
  return [...upLines(edgeInterface, addresses), ...defaultRoutes(addresses, client.gateway)];
}

/** The addresses of the client node: the first behind those of the borders that no gateway has. */
export function clientAddresses(client: ClientNetwork): InterfaceAddress[] {
  const first = client.site.borders.length + 1;
  const taken = client.gateway.map(({ address }) => address);
  return client.prefixes.flatMap((prefix) => {
    const address = [first, first + 1]
      .map((place) => prefix.address(place))
      .find((text) => text !== undefined && !taken.includes(text));
    return address === undefined ? [] : [{ family: prefix.family, address, prefix }];
  });
}

function defaultRoutes(own: readonly InterfaceAddress[], gateways: readonly InterfaceAddress[]): string[] {
  return own.flatMap(({ family }) => {
    const gateway = gateways.find((entry) => entry.family === family);
    return gateway ? [`route add default via ${gateway.address} dev ${edgeInterface}`] : [];
  });
}
