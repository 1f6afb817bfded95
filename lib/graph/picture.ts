import type { FleetModel, Network, NetworkRouter, Site } from '../fleet/model';
import { detailOf } from './detail';
import type { Detail } from './detail';
import { counted, delayText, edge, joined } from './elements';
import type { Picture, PictureBox, PictureEdge, PictureNode } from './elements';
import { networkBox, networkId, networkNode } from './networks';
import { groupsIn } from './site-groups';
import { compactEdges, siteNode } from './site-nodes';

export type * from './elements';

/** What of a fleet is drawn. */
export interface PictureOptions {
  /** Names of the sites that are drawn, with all that is in them; the networks are drawn whole. @default - all sites */
  readonly sites?: ReadonlySet<string>;
}

/**
 * Draws a fleet: ASs as boxes, routers, links with their delay one way, eBGP sessions. iBGP stands in the box as words. What would not
 * fit on a page is drawn with less detail: a site as one node, then all sites with equal uplinks as one, then a network as one.
 */
export function pictureOf(fleet: FleetModel, options: PictureOptions = {}): Picture {
  const sites = fleet.sites.filter((site) => options.sites?.has(site.name) ?? true);
  const detail = options.sites ? 'whole' : detailOf(fleet);
  const drawn = sitesIn(detail, sites);
  const at = (router: NetworkRouter) => (detail === 'networks' ? networkId(router.network) : router.fullName);
  return {
    name: fleet.name,
    compact: detail !== 'whole',
    boxes: [...(detail === 'networks' ? [] : fleet.networks.map(networkBox)), ...drawn.boxes],
    loose: [
      ...(detail === 'networks' ? fleet.networks.map(networkNode) : []),
      ...fleet.exchanges.map(({ name }): PictureNode => ({ id: name, kind: 'exchange', lines: [name, 'exchange'] })),
      ...drawn.nodes,
    ],
    edges: [
      ...(detail === 'networks' ? [] : fleet.networks.flatMap(backboneEdges)),
      ...fleet.exchanges.flatMap(({ name, members }) => {
        // A network that is one node has one line, however many of its routers are there.
        const ends = new Map(members.map(({ router, delayMs }) => [at(router), delayMs]));
        return [...ends].map(([end, delayMs]) => edge(end, name, 'session', joined('eBGP', delayText(delayMs))));
      }),
      ...drawn.edges,
    ],
  };
}

function backboneEdges({ links }: Network): PictureEdge[] {
  return links.map(({ ends: [a, b], delayMs }) => edge(a.router.fullName, b.router.fullName, 'link', delayText(delayMs)));
}

function sitesIn(detail: Detail, sites: readonly Site[]): { boxes: PictureBox[]; nodes: PictureNode[]; edges: PictureEdge[] } {
  if (detail === 'whole') return { boxes: sites.map(siteBox), nodes: [], edges: sites.flatMap(siteEdges) };
  if (detail === 'sites') return { boxes: [], nodes: sites.map(siteNode), edges: sites.flatMap(compactEdges) };
  return { boxes: [], ...groupsIn(sites, detail) };
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
