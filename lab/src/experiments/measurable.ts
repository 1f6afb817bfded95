import type { Fleet } from 'anycast-mec';
import { experimentOf, experiments } from '.';
import type { Measurable } from '../model/published';

/** What can be measured of a fleet. */
export function measurableOf(fleet: Fleet): Measurable {
  return {
    experiments: experiments.map(({ name }) => name),
    cells: (experiment) =>
      experimentOf(experiment)
        .cells({ fleet })
        .map(({ name }) => name),
    clients: fleet.sites.flatMap((site) => site.clients.map((network) => `${site.name}/${network.name}`)),
    sites: fleet.sites.map(({ name }) => name),
  };
}
