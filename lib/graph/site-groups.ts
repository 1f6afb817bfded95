import type { NetworkRouter, Site } from '../fleet/model';
import { counted, edge } from './elements';
import type { PictureEdge, PictureNode } from './elements';
import { networkId } from './networks';

/** Sites that are drawn as one node. */
export interface SiteGroup {
  /** In the order of the fleet; at least one. */
  readonly sites: readonly Site[];
  /** What their uplinks lead to: ids of nodes. */
  readonly ends: readonly string[];
}

/** The sites as groups: of equal uplinks (`groups`), or of equal networks that their uplinks lead to (`networks`). */
export function groupsOf(sites: readonly Site[], by: 'groups' | 'networks'): SiteGroup[] {
  const end = (router: NetworkRouter) => (by === 'groups' ? router.fullName : networkId(router.network));
  const groups = new Map<string, { sites: Site[]; ends: readonly string[] }>();
  for (const site of sites) {
    const ends = [...new Set(site.uplinks.map(({ pe }) => end(pe)))].sort();
    const key = [site.kind, ...ends].join(' ');
    const group = groups.get(key);
    if (group) group.sites.push(site);
    else groups.set(key, { sites: [site], ends });
  }
  return [...groups.values()];
}

/** Groups of sites as nodes, with one line to each router or network that their uplinks lead to. */
export function groupsIn(sites: readonly Site[], by: 'groups' | 'networks'): { nodes: PictureNode[]; edges: PictureEdge[] } {
  const groups = groupsOf(sites, by);
  return {
    nodes: groups.map((group) => ({ id: idOf(group), kind: 'site', lines: linesOf(group) })),
    // Every other group stands on the far side.
    edges: groups.flatMap((group, index) =>
      group.ends.map((end) => (index % 2 ? edge(idOf(group), end, 'session', '') : edge(end, idOf(group), 'session', ''))),
    ),
  };
}

/** With a blank, as no name of the fleet has one. */
const idOf = ({ sites }: SiteGroup) => `sites ${sites[0]?.name ?? ''}`;

function linesOf({ sites }: SiteGroup): string[] {
  const [first, last] = [sites[0], sites.at(-1)];
  const kind = first?.kind === 'cloud' ? 'cloud site' : 'MEC site';
  const names = sites.length > 2 ? `${first?.name} ... ${last?.name}` : sites.map(({ name }) => name).join(', ');
  const count = (of: (site: Site) => readonly unknown[]) => sites.reduce((sum, site) => sum + of(site).length, 0);
  return [
    counted(sites.length, kind),
    names,
    [
      counted(
        count(({ borders }) => borders),
        'border',
      ),
      counted(
        count(({ hosts }) => hosts),
        'host',
      ),
    ].join(', '),
  ];
}
