import { Fleet } from 'anycast-mec';
import type { FleetDescription } from 'anycast-mec';
import { agentPartMs } from '../../../lab/src/experiments/agent-part';
import { testbed } from '../../fleet/testbed';

type Health = NonNullable<FleetDescription['services']>[string]['health'];

/** The fleet with this health of its service. */
function fleetOf(health: Health): { fleet: Fleet; service: string } {
  const description = testbed();
  const service = 'sensors';
  Object.assign(description.services![service]!, { health });
  return { fleet: Fleet.from(description), service };
}

describe("the failover agent's part of an outage", () => {
  // Detection and 10 ms for the label, once: what `anycast-mec-agent budget` says.
  test.each<[string, Health, number, number]>([
    ['the profile fast', { http: '/', profile: 'fast' }, 20 + 10, 55 + 2 * 50 + 80 + 10],
    ['the profile normal', { http: '/' }, 20 + 10, 110 + 2 * 100 + 300 + 10],
    ['an interval of its own', { http: '/', every: '200ms', timeout: '100ms', fall: 2 }, 20 + 10, 220 + 200 + 100 + 10],
    ['no held connection', { http: '/', profile: 'baseline' }, 100 + 10 + 2 * 100 + 10, 100 + 2 * 100 + 100 + 10],
  ])('follows from the health of the service: %s', (_, health, killed, hung) => {
    const { fleet, service } = fleetOf(health);
    expect([agentPartMs(fleet, service, 'killed'), agentPartMs(fleet, service, 'hung')]).toEqual([killed, hung]);
  });
});
