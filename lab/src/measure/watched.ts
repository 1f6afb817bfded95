import type { LabNode } from '../network/lab-node';
import type { RunningLab } from '../keeper/running-lab';
import type { Cell } from './cell';
import { measuredService } from '../keeper/lab-fleet';

/** The nodes of a cell that are watched. */
export interface WatchedNodes {
  readonly routers: readonly LabNode[];
  readonly hosts: readonly LabNode[];
}

/**
 * The routers on the way from the client to the site that answers first and to the next one, and the hosts of the first: what takes
 * part in the failover. The others are left alone, each watched node costs two processes.
 */
export function watchedNodes(lab: RunningLab, cell: Cell): WatchedNodes {
  const { fleet } = lab;
  const service = measuredService(fleet, cell.service);
  const sites = new Set([cell.first, ...(cell.next === undefined ? [] : [cell.next])]);
  const preference = service && fleet.preferences(service.name).find((entry) => `${entry.at}/${entry.client}` === cell.client);
  const onTheWay = (preference?.order ?? []).filter((entry) => sites.has(entry.site)).flatMap((entry) => entry.hops);
  const first = fleet.site(cell.first);
  const own = [...first.borders.map((border) => border.fullName), ...first.uplinks.map((uplink) => uplink.pe.fullName)];
  const routers = [...new Set([...own, ...onTheWay])].flatMap((name) => lab.routers.get(name)?.node ?? []);
  const hosts = first.hosts.map((host) => lab.network.find(host.fullName));
  // A watch would end with the power of its node, and its end would be taken for silence: such hosts are not watched.
  const doomed = new Set(cell.faults.filter((fault) => fault.verb === 'host-power-off').map((fault) => fault.target));
  return { routers, hosts: doomed.size ? hosts.filter((host) => !doomed.has(host.name)) : hosts };
}
