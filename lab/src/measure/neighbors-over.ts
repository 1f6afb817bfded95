import type { FleetModel } from 'anycast-mec';

/**
 * The routers and hosts whose sessions with a router run over one of its interfaces, by their full names.
 *
 * @returns undefined for an interface that the fleet does not describe
 */
export function neighborsOver(fleet: FleetModel, router: string, interfaceName: string): readonly string[] | undefined {
  const found = [...interfacesOf(fleet, router)].filter(({ name }) => name === interfaceName);
  return found.length ? found.flatMap(({ neighbors }) => neighbors).filter((name) => name !== router) : undefined;
}

interface NamedInterface {
  readonly name: string;
  readonly neighbors: readonly string[];
}

function* interfacesOf(fleet: FleetModel, router: string): Generator<NamedInterface> {
  for (const site of fleet.sites) {
    for (const border of site.borders.filter(({ fullName }) => fullName === router)) {
      yield { name: border.lanInterface, neighbors: [...site.hosts, ...site.borders].map(({ fullName }) => fullName) };
      // Clients hold no sessions.
      for (const client of site.clients) yield { name: client.interface, neighbors: [] };
    }
    for (const { border, borderInterface, pe, peInterface } of site.uplinks) {
      if (border.fullName === router) yield { name: borderInterface, neighbors: [pe.fullName] };
      if (pe.fullName === router) yield { name: peInterface, neighbors: [border.fullName] };
    }
  }
  for (const { links } of fleet.networks)
    for (const { ends } of links)
      for (const end of ends.filter((one) => one.router.fullName === router))
        yield { name: end.interface, neighbors: ends.map((one) => one.router.fullName) };
  for (const { members } of fleet.exchanges)
    for (const member of members.filter((one) => one.router.fullName === router))
      yield { name: member.interface, neighbors: members.map((one) => one.router.fullName) };
}
