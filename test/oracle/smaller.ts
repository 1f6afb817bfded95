import type { FleetDescription } from '../../lib/fleet';
import { isAccepted, judge } from './oracle';
import type { Judging } from './oracle';

/** A fleet and a loss that show a disagreement. */
export interface Example {
  readonly description: FleetDescription;
  readonly loss: string;
  readonly differences: readonly string[];
}

/**
 * Makes the example of a disagreement smaller as long as it stays one: drops sites, borders, uplinks, hosts, clients, services, exchanges,
 * networks and options, one at a time, as long as the check accepts what is left.
 *
 * @param deadlineMs when it ends at the latest (`Date.now()` time)
 */
export async function smallest(example: Example, deadlineMs: number, how: Judging = {}): Promise<Example> {
  let current = example;
  for (let progress = true; progress;) {
    progress = false;
    for (const description of smaller(current.description)) {
      if (Date.now() > deadlineMs) return current;
      if (!isAccepted(description)) continue;
      const { disagreements } = await judge(description, {
        ...how,
        chosen: (losses) => losses.filter((loss) => loss.name === current.loss),
        first: true,
      });
      const [found] = disagreements;
      if (!found) continue;
      current = { description, ...found };
      progress = true;
      break;
    }
  }
  return current;
}

type Sites = FleetDescription['sites'];
type Site = Sites[string];

/** Fleets that have one thing less, the largest things first. */
export function* smaller(description: FleetDescription): Generator<FleetDescription> {
  const { sites, networks, services = {}, exchanges = {} } = description;
  for (const name of Object.keys(services))
    if (Object.keys(services).length > 1) yield { ...description, services: without(services, name) };
  for (const name of Object.keys(sites)) {
    const left = Object.entries(services).map(([service, given]) => [
      service,
      { ...given, ...(given.sites && { sites: given.sites.filter((site) => site !== name) }) },
    ]);
    yield { ...description, sites: without(sites, name), services: Object.fromEntries(left) as typeof services };
  }
  for (const name of Object.keys(networks)) {
    const uses = (router: string) => router.startsWith(`${name}/`);
    yield {
      ...description,
      networks: without(networks, name),
      exchanges: Object.fromEntries(
        Object.entries(exchanges).flatMap(([exchange, given]) => {
          const members = given.members.filter((member) => !uses(member));
          return members.length > 1 ? [[exchange, { ...given, members }]] : [];
        }),
      ),
      sites: Object.fromEntries(
        Object.entries(sites).map(([site, given]) => [
          site,
          { ...given, uplinks: given.uplinks.filter((to) => !uses(peOf(to))) },
        ]),
      ),
    };
  }
  for (const name of Object.keys(exchanges)) yield { ...description, exchanges: without(exchanges, name) };
  for (const [name, site] of Object.entries(sites)) {
    for (const less of smallerSites(site)) yield { ...description, sites: { ...sites, [name]: less } };
  }
}

function* smallerSites(site: Site): Generator<Site> {
  const { uplinks, borders, hosts, clients, ...rest } = site;
  for (const index of uplinks.keys()) {
    if (uplinks.length > 1) yield { ...site, uplinks: uplinks.filter((_, other) => other !== index) };
  }
  if (typeof borders === 'object') {
    for (const name of Object.keys(borders)) {
      if (Object.keys(borders).length < 2) continue;
      const left = without(borders, name);
      const [stays = ''] = Object.keys(left);
      const moved = uplinks.map((uplink) =>
        typeof uplink !== 'string' && uplink.border === name ? { ...uplink, border: stays } : uplink,
      );
      yield { ...site, borders: left, uplinks: moved };
    }
  }
  if (Array.isArray(hosts) && hosts.length > 1) yield { ...site, hosts: hosts.slice(0, -1) };
  if (clients) yield { ...rest, uplinks, ...(borders !== undefined && { borders }), ...(hosts && { hosts }) };
}

function peOf(uplink: Site['uplinks'][number]): string {
  return typeof uplink === 'string' ? uplink : uplink.to;
}

function without<T>(record: Readonly<Record<string, T>>, name: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));
}
