import type { Site } from '../fleet/model';
import { counted, delayText, edge } from './elements';
import type { PictureEdge, PictureNode } from './elements';

/** A site as one node. */
export function siteNode(site: Site): PictureNode {
  const { name, as, borders, hosts } = site;
  const inside = [counted(borders.length, 'border'), counted(hosts.length, 'host')].join(', ');
  return { id: name, kind: 'site', lines: [name, `AS ${as}`, inside] };
}

/** In a compact picture every line of a site is an eBGP session; words on each would cover it. Every other site stands on the far side. */
export function compactEdges(site: Site, index: number): PictureEdge[] {
  return site.uplinks.map(({ pe, delayMs }) =>
    index % 2
      ? edge(site.name, pe.fullName, 'session', delayText(delayMs))
      : edge(pe.fullName, site.name, 'session', delayText(delayMs)),
  );
}
