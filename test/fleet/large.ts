import type { FleetDescription } from '../../lib/fleet/description/fleet';
import { testbed } from './testbed';

/** The testbed with this many sites, each behind one of four PEs. */
export function largeFleet(sites: number): FleetDescription {
  const numbers = Array.from({ length: sites }, (_, index) => index);
  return {
    ...testbed(),
    plan: {
      links: '10.0.0.0/12',
      loopbacks: '10.240.0.0/16',
      hosts: '12.0.0.0/8',
      clients: '13.0.0.0/8',
      exchanges: '10.254.0.0/24',
    },
    sites: Object.fromEntries(
      numbers.map((index) => [
        `mec-${index + 1}`,
        { as: 4_200_000_000 + index, uplinks: [`isp-x/pe-${1 + (index % 4)}`], clients: [`upf-${index + 1}`] },
      ]),
    ),
  };
}
