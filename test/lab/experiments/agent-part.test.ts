import { join } from 'node:path';
import { Fleet } from 'anycast-mec';
import { agentOf } from '../../../lab/src/clusters/agent-configuration';
import type { ManifestFile } from '../../../lab/src/clusters/manifest-file';
import { siteManifests } from '../../../lab/src/clusters/site-manifests';
import { agentPartMs } from '../../../lab/src/experiments/agent-part';
import { appLoss } from '../../../lab/src/experiments/app-loss';
import { labFleet } from '../../../lab/src/model/lab-fleet';
import { agentSchema, manifestFiles, resolve } from 'anycast-mec/contract';
import type { AgentInput } from 'anycast-mec/contract';

jest.setTimeout(120_000);

type ServiceInput = AgentInput['services'][number];

/** An agent of one service, told this besides what it must be. */
function agentWith(more: Omit<Partial<ServiceInput>, 'health'> & { health?: object }, mode: 'enforce' | 'shadow' = 'enforce') {
  const { health, ...given } = more;
  const of = { name: 'sensors', namespace: 'a', vips: ['203.0.113.1'], port: 80, protocol: 'TCP' as const, ...given };
  return resolve(agentSchema.parse({ mode, hosts: ['h1'], services: [{ ...of, health: { port: 80, http: '/', ...health } }] }));
}

describe("the failover agent's part of an outage", () => {
  const parts = (...of: Parameters<typeof agentWith>) =>
    (['killed', 'hung'] as const).map((kind) => agentPartMs(agentWith(...of), 'sensors', kind));

  // Detection and 10 ms for the label, once: what `anycast-mec-agent budget` says.
  const [fastKilled, fastHung] = [20 + 10, 55 + 2 * 50 + 80 + 10];
  test.each<[string, Parameters<typeof agentWith>[0], number, number]>([
    ['the profile fast', { health: { profile: 'fast' } }, fastKilled, fastHung],
    ['the profile normal', {}, 20 + 10, 110 + 2 * 100 + 300 + 10],
    ['an interval of its own', { health: { every: '200ms', timeout: '100ms', fall: 2 } }, 20 + 10, 220 + 200 + 100 + 10],
    ['no held connection', { health: { profile: 'baseline' } }, 100 + 10 + 2 * 100 + 10, 100 + 2 * 100 + 100 + 10],
    [
      'a slower check besides, which holds no connection',
      { health: { profile: 'fast' }, checks: [{ name: 'db', scope: 'local', port: 81, every: '1s', fall: 2 }] },
      1100 + 2 * 10 + 10,
      1100 + 1000 + 300 + 10,
    ],
    [
      'a slower check of what sites share, which sees no application fail',
      { health: { profile: 'fast' }, checks: [{ name: 'db', scope: 'shared', port: 81, every: '1s' }] },
      fastKilled,
      fastHung,
    ],
    [
      'an actuator that cannot drain: what is not hard is acted on after the drain',
      { health: { profile: 'fast' }, actuator: 'service-type', timing: { drain: '700ms' } },
      fastKilled,
      fastHung + 700,
    ],
    ['the same drain where it moves clients', { health: { profile: 'fast' }, timing: { drain: '700ms' } }, fastKilled, fastHung],
  ])('follows from what the agent is told: %s', (_, more, killed, hung) => {
    expect(parts(more)).toEqual([killed, hung]);
  });

  test('is unknown where no agent acts: none there, a service that it does not watch, shadow mode', () => {
    expect(agentPartMs(undefined, 'sensors', 'killed')).toBeUndefined();
    expect(agentPartMs(agentWith({}), 'others', 'killed')).toBeUndefined();
    expect(parts({}, 'shadow')).toEqual([undefined, undefined]);
  });
});

describe('the budget of app-loss', () => {
  const file = join(__dirname, '../fleets/app-loss-thesis/fleet.yaml');
  const { fleet } = labFleet(Fleet.load(file), { mpls: false });
  let files: readonly ManifestFile[] = [];
  beforeAll(async () => {
    files = (await siteManifests({ fleet, file, warn: () => undefined })).get('mec-1') ?? [];
  });
  const agentMs = (sites?: Parameters<typeof appLoss.cells>[0]['sites']) =>
    appLoss.cells({ fleet, ...(sites && { sites }) }).map(({ name, budget }) => [name, budget?.agentMs]);

  test("knows the settings of the operator's program", () => {
    // The fleet says nothing of profile and actuator: its health alone would give 30 and 620.
    expect(agentMs(new Map([['mec-1', { agent: () => agentOf(files) }]]))).toEqual([
      ['killed', 100 + 10 + 2 * 100 + 10],
      ['hung', 100 + 2 * 100 + 100 + 500 + 10],
      ['one-killed', undefined],
    ]);
  });

  test('is none where no agent runs, as in a lab without it', () => {
    const left = files.filter((entry) => entry.file !== manifestFiles.agent);
    expect(agentMs(new Map([['mec-1', { agent: () => agentOf(left) }]]))).toEqual(agentMs());
    expect(agentMs()).toEqual([
      ['killed', undefined],
      ['hung', undefined],
      ['one-killed', undefined],
    ]);
  });
});
