import type { FleetModel, Network, Site } from '../fleet/model';

/** What a node of the picture stands for. */
export type NodeKind = 'border' | 'pe' | 'p' | 'hosts' | 'clients' | 'exchange' | 'site';

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
  /** Whether there are so many sites that each is one node. */
  readonly compact: boolean;
  readonly boxes: readonly PictureBox[];
  /** Nodes outside of every box: exchanges, and sites of a compact picture. */
  readonly loose: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
}

/** Most sites that are drawn with what is in them: more would not fit on a page. */
const wholeSites = 8;

/** Draws a fleet: ASs as boxes, routers, links with their delay one way, eBGP sessions. iBGP stands in the box as words. */
export function pictureOf(fleet: FleetModel): Picture {
  const compact = fleet.sites.length > wholeSites;
  return {
    name: fleet.name,
    compact,
    boxes: [...fleet.networks.map(networkBox), ...(compact ? [] : fleet.sites.map(siteBox))],
    loose: [
      ...fleet.exchanges.map(({ name }): PictureNode => ({ id: name, kind: 'exchange', lines: [name, 'exchange'] })),
      ...(compact ? fleet.sites.map(siteNode) : []),
    ],
    edges: [
      ...fleet.networks.flatMap(({ links }) =>
        links.map(({ ends: [a, b], delayMs }) => edge(a.router.fullName, b.router.fullName, 'link', delayText(delayMs))),
      ),
      ...fleet.exchanges.flatMap(({ name, members }) =>
        members.map(({ router, delayMs }) => edge(router.fullName, name, 'session', joined('eBGP', delayText(delayMs)))),
      ),
      ...fleet.sites.flatMap(compact ? compactEdges : siteEdges),
    ],
  };
}

const edge = (from: string, to: string, kind: PictureEdge['kind'], label: string): PictureEdge => ({ from, to, kind, label });
const delayText = (ms: number) => (ms ? `${ms} ms` : '');
const counted = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;
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
  const hosts = counted(site.hosts.length, 'host');
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

function siteNode(site: Site): PictureNode {
  const { name, as, borders, hosts } = site;
  const inside = [counted(borders.length, 'border'), counted(hosts.length, 'host')].join(', ');
  return { id: name, kind: 'site', lines: [name, `AS ${as}`, inside] };
}

/** In a compact picture every line of a site is an eBGP session; words on each would cover it. Every other site stands on the far side. */
function compactEdges(site: Site, index: number): PictureEdge[] {
  return site.uplinks.map(({ pe, delayMs }) =>
    index % 2
      ? edge(site.name, pe.fullName, 'session', delayText(delayMs))
      : edge(pe.fullName, site.name, 'session', delayText(delayMs)),
  );
}
