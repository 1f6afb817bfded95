import { agentSchema, resolve } from 'anycast-mec/contract';
import type { AgentInput } from 'anycast-mec/contract';
import { VipMachines } from '../../../agent/src/service/vip-machines';

/** The machines of a service whose hard failures are drained for a while. */
function machines(actuator: NonNullable<AgentInput['services'][number]['actuator']>): VipMachines {
  const service = { name: 's', namespace: 'n', vips: ['203.0.113.1'], port: 80, protocol: 'TCP' as const, health: { port: 80 } };
  const given = { hosts: ['h1'], services: [{ ...service, actuator, timing: { hardDrain: '60ms' } }] };
  const [only] = resolve(agentSchema.parse(given)).services;
  if (!only) throw new Error('one service is given');
  return new VipMachines(only);
}

const dead = { health: 'failed', hard: true, successes: 0, reason: 'refused' } as const;

/** Where a machine goes that is found announced and dead. */
const fall = (vips: VipMachines, host?: string) =>
  (host === undefined ? vips.site : vips.hosts.get(host))?.step({
    now: 0,
    verdict: dead,
    overloaded: false,
    observed: 'announced',
    guard: () => ({ answer: 'allow' }),
    random: 0,
  })?.to;

describe('the machines of a service', () => {
  test.each(['metallb-label', 'frr'] as const)('drain the site first where that was asked, with %s', (actuator) => {
    expect(machines(actuator).policy.hardDrainMs).toBe(60);
    expect(fall(machines(actuator))).toBe('DRAINING');
  });

  test('wait for no drain of the site where the actuator cannot drain', () => {
    expect(machines('service-type').policy.hardDrainMs).toBe(0);
    expect(fall(machines('service-type'))).toBe('DOWN');
  });

  test('drain no host first: nobody needs to look for another path while others of the site serve', () => {
    const vips = machines('metallb-label');
    vips.addHost('h1');
    expect(fall(vips, 'h1')).toBe('DOWN');
  });

  test('are one for the site and one for each host, however often it is named', () => {
    const vips = machines('metallb-label');
    expect([vips.addHost('h1'), vips.addHost('h1'), vips.addHost('h2')]).toEqual([true, false, true]);
    expect(vips.all.map(({ name }) => name)).toEqual(['n/s', 'n/s at h1', 'n/s at h2']);
  });
});
