import type { Fleet } from 'anycast-mec';
import { faultOf } from '../faults';
import type { LabNode } from '../network/lab-node';
import type { RunningLab } from '../model/running-lab';
import type { Cell } from './cell';
import { measuredService } from '../model/lab-fleet';

/** The nodes of a cell that are watched. */
export interface Watched<Node> {
  /** Those whose sessions and routes are watched. */
  readonly routers: readonly Node[];
  /** Those whose sessions alone are watched. */
  readonly speakers: readonly Node[];
}

/**
 * The routers on the way from the client to the site that answers first and to the next one, and the hosts of the first: what takes
 * part in the failover. Where everybody is asked afterwards, the borders of all clients, too: a session that ends there moves flows.
 * The others are left alone, each watched node costs one process or two.
 */
export function watchedNodes(lab: RunningLab, cell: Cell): Watched<LabNode> {
  const { routers, speakers } = watchedNames(lab.fleet, cell);
  return {
    routers: routers.flatMap((name) => lab.routers.get(name)?.node ?? []),
    speakers: speakers.map((name) => lab.network.find(name)),
  };
}

/** {@link watchedNodes} by their full names. */
export function watchedNames(
  fleet: Fleet,
  cell: Pick<Cell, 'client' | 'service' | 'first' | 'next' | 'faults' | 'everybody'>,
): Watched<string> {
  const service = measuredService(fleet, cell.service);
  const sites = new Set([cell.first, ...(cell.next === undefined ? [] : [cell.next])]);
  const preference = service && fleet.preferences(service.name).find((entry) => `${entry.at}/${entry.client}` === cell.client);
  const onTheWay = (preference?.order ?? []).filter((entry) => sites.has(entry.site)).flatMap((entry) => entry.hops);
  const first = fleet.site(cell.first);
  const own = [...first.borders.map((border) => border.fullName), ...first.uplinks.map((uplink) => uplink.pe.fullName)];
  const routers = new Set([...own, ...onTheWay]);
  const asked = cell.everybody ? fleet.sites.filter(({ clients }) => clients.length > 0) : [];
  const speakers = [...first.hosts, ...asked.flatMap(({ borders }) => borders)].map(({ fullName }) => fullName);
  // A watch would end with the power of its node, and its end would be taken for silence: such hosts are not watched.
  const off = cell.faults.filter(({ verb }) => faultOf(verb).takesPower).map(({ target }) => target);
  const isDoomed = (name: string) => off.some((target) => name === target || name.startsWith(`${target}/`));
  return { routers: [...routers], speakers: speakers.filter((name) => !routers.has(name) && !isDoomed(name)) };
}
