import type { FleetModel, Network, Site } from '../fleet/model';

/** What a node of the picture stands for. */
export type NodeKind = 'border' | 'pe' | 'p' | 'hosts' | 'clients' | 'exchange';

/** A node. */
export interface PictureNode {
  readonly id: string;
  readonly kind: NodeKind;
  readonly lines: readonly string[];
}

/** An AS as a box, with what is in it. */
export interface PictureBox {
  readonly id: string;
  readonly kind: 'network' | 'site';
  readonly lines: readonly string[];
  readonly nodes: readonly PictureNode[];
}

/** A line between two nodes. */
export interface PictureEdge {
  readonly from: string;
  readonly to: string;
  /** A cable inside an AS, an eBGP session between two, the LAN of hosts or clients. */
  readonly kind: 'link' | 'session' | 'lan';
  readonly label: string;
}

/** A fleet as boxes and lines, before any syntax. */
export interface Picture {
  readonly name: string;
  readonly boxes: readonly PictureBox[];
  /** Nodes outside of every AS: exchanges. */
  readonly loose: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
}

/** Draws a fleet: ASs as boxes, routers, links with their delay one way, eBGP sessions. iBGP stands in the box as words. */
export function pictureOf(fleet: FleetModel): Picture {
  return {
    name: fleet.name,
    boxes: [...fleet.networks.map(networkBox), ...fleet.sites.map(siteBox)],
    loose: fleet.exchanges.map(({ name }) => ({ id: name, kind: 'exchange', lines: [name, 'exchange'] })),
    edges: [
      ...fleet.networks.flatMap(({ links }) =>
        links.map(({ ends: [a, b], delayMs }) => edge(a.router.fullName, b.router.fullName, 'link', delayText(delayMs))),
      ),
      ...fleet.exchanges.flatMap(({ name, members }) =>
        members.map(({ router, delayMs }) => edge(router.fullName, name, 'session', joined('eBGP', delayText(delayMs)))),
      ),
      ...fleet.sites.flatMap(siteEdges),
    ],
  };
}

const edge = (from: string, to: string, kind: PictureEdge['kind'], label: string): PictureEdge => ({ from, to, kind, label });
const delayText = (ms: number) => (ms ? `${ms} ms` : '');
const joined = (...parts: readonly string[]) => parts.filter(Boolean).join(', ');

function networkBox(network: Network): PictureBox {
  const { name, as, routers, routeReflectors, mraiMs, transport } = network;
  const speakers = routers.filter((router) => router.speaksBgp).length;
  const ibgp = routeReflectors.length ? `iBGP by ${routeReflectors.join(', ')}` : 'iBGP full mesh';
  const about = [speakers > 1 ? ibgp : '', mraiMs ? `MRAI ${mraiMs / 1000} s` : '', transport === 'mpls' ? 'MPLS' : ''];
  return {
    id: name,
    kind: 'network',
    lines: [name, `AS ${as}`, joined(...about)].filter(Boolean),
    nodes: routers.map((router) => ({ id: router.fullName, kind: router.role, lines: [router.name] })),
  };
}

const hostsId = (site: Site) => `${site.name}/hosts`;

function siteBox(site: Site): PictureBox {
  const hosts = `${site.hosts.length} host${site.hosts.length === 1 ? '' : 's'}`;
  return {
    id: site.name,
    kind: 'site',
    lines: [site.name, `AS ${site.as}`],
    nodes: [
      ...site.borders.map(({ fullName, name }) => ({ id: fullName, kind: 'border' as const, lines: [name] })),
      ...(site.hosts.length ? [{ id: hostsId(site), kind: 'hosts' as const, lines: [hosts, `AS ${site.hostAs}`] }] : []),
      ...site.clients.map(({ name }) => ({ id: `${site.name}/clients/${name}`, kind: 'clients' as const, lines: [name] })),
    ],
  };
}

function siteEdges(site: Site): PictureEdge[] {
  return [
    ...site.uplinks.map(({ pe, border, delayMs }) =>
      edge(pe.fullName, border.fullName, 'session', joined('eBGP', delayText(delayMs))),
    ),
    ...site.borders.flatMap((border) => [
      ...(site.hosts.length ? [edge(border.fullName, hostsId(site), 'lan', '')] : []),
      ...site.clients.map(({ name }) => edge(border.fullName, `${site.name}/clients/${name}`, 'lan', '')),
    ]),
  ];
}
