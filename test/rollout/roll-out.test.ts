import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestOf, Journal } from '../../lib/rollout/journal';
import { planRollout } from '../../lib/rollout/plan';
import { rollOut } from '../../lib/rollout/roll-out';
import type { RolloutRequest } from '../../lib/rollout/roll-out';
import { defaultStrategy } from '../../lib/rollout/strategy';
import type { RolloutStrategy } from '../../lib/rollout/strategy';
import { eightSites } from './eight-sites';
import { fakeClock, FakeFleet, newImage } from './fake-fleet';
import type { FakeSite } from './fake-fleet';

const fleet = eightSites();
const names = fleet.sites.map(({ name }) => name);
let folder: string;
let journal: Journal;
let lines: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollout-'));
  journal = new Journal(join(folder, 'rollout.jsonl'));
  lines = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Rolls out over a fake fleet. */
async function run(fake: FakeFleet, strategy: Partial<RolloutStrategy> = {}, more: Partial<RolloutRequest> = {}) {
  const full = { ...defaultStrategy, ...strategy };
  const plan = planRollout(fleet, full);
  const tell = (line: string) => void lines.push(line);
  return rollOut({ fleet, plan, strategy: full, engine: fake, control: fake, journal, clock: fakeClock(), tell, ...more });
}
const fakeOf = (sites: Record<string, FakeSite> = {}) => new FakeFleet(names, sites);
const outcomes = (result: Awaited<ReturnType<typeof run>>) =>
  Object.fromEntries(result.sites.map(({ site, outcome }) => [site, outcome]));

describe('a rollout', () => {
  test('previews, drains, deploys and restores each site, in the order of the plan', async () => {
    const fake = fakeOf();
    expect((await run(fake)).outcome).toBe('done');
    expect(fake.asked('up')).toEqual(planRollout(fleet, defaultStrategy).waves.flatMap(({ sites }) => sites));
    expect(fake.log.filter((line) => line.endsWith(' mec-1'))).toEqual([
      'preview mec-1',
      'drain mec-1',
      'up mec-1',
      'restore mec-1',
    ]);
    expect(fake.drained.size).toBe(0);
  });

  test('has never more sites away than allowed', async () => {
    const fake = fakeOf();
    await run(fake, { maxUnavailable: '2' });
    expect(fake.mostAway).toBe(2);
  });

  test('leaves a site in service whose change interrupts nothing', async () => {
    const fake = fakeOf({ 'mec-1': { changes: [newImage(2)] } });
    await run(fake);
    expect(fake.asked('drain')).not.toContain('mec-1');
    expect(fake.asked('up')).toContain('mec-1');
  });

  test('drains always, or never, if told', async () => {
    const [always, never] = [fakeOf({ 'mec-1': { changes: [newImage(2)] } }), fakeOf()];
    await run(always, { drain: 'always' });
    await run(never, { drain: 'never' });
    expect([always.asked('drain').length, never.asked('drain').length]).toEqual([8, 0]);
  });

  test('touches no site that nothing changes at', async () => {
    const fake = fakeOf({ 'mec-2': { changes: [] } });
    expect(outcomes(await run(fake))['mec-2']).toBe('unchanged');
    expect(fake.asked('up')).not.toContain('mec-2');
  });
});

describe('a site that fails', () => {
  test('in wave 2 stops the rollout there: it is named with the reason, and nothing after it is touched', async () => {
    const [, , wave2, ...later] = planRollout(fleet, defaultStrategy).waves;
    const sick = wave2?.sites[0] ?? '';
    const fake = fakeOf({ [sick]: { sickAfter: 'BGP session to 10.1.1.1 is down' } });
    const result = await run(fake);
    expect(result).toMatchObject({
      outcome: 'stopped',
      reason: expect.stringContaining(`${sick}: not healthy within 600 s: BGP session`),
    });
    for (const site of later.flatMap(({ sites }) => sites)) {
      expect(fake.log.filter((line) => line.endsWith(` ${site}`))).toEqual([]);
      expect(outcomes(result)[site]).toBe('not begun');
    }
    expect(lines.some((line) => line.includes(`${sick}: FAILED`))).toBe(true);
  });

  test('is tolerated up to the number allowed, but no canary is', async () => {
    const sick = { sickAfter: 'the agent is down' };
    expect((await run(fakeOf({ 'mec-3': sick }), { maxFailures: '1' })).outcome).toBe('done');
    expect((await run(fakeOf({ 'mec-3': sick, 'mec-5': sick }), { maxFailures: '1' })).outcome).toBe('stopped');
    expect((await run(fakeOf({ 'mec-1': sick }), { maxFailures: '1' })).outcome).toBe('stopped');
  });

  test('in its deployment stays drained: it is not known to work', async () => {
    const fake = fakeOf({ 'mec-1': { failsWith: 'update failed' } });
    expect(await run(fake)).toMatchObject({ outcome: 'stopped', reason: expect.stringContaining('mec-1: update failed') });
    expect([...fake.drained]).toEqual(['mec-1']);
  });

  test('whose preview takes a VIP or a namespace away is not deployed, unless that is allowed', async () => {
    const gone = { changes: [{ ...newImage(), kind: 'delete' as const, type: 'kubernetes:core/v1:Namespace', name: 'mec/ns' }] };
    const refused = fakeOf({ 'mec-1': gone });
    expect((await run(refused)).reason).toContain('delete of mec/ns (Namespace)');
    expect(refused.asked('up')).toEqual([]);
    expect((await run(fakeOf({ 'mec-1': gone }), { allowDelete: true })).outcome).toBe('done');
  });
});

describe('the guards', () => {
  test('the last site that announces is never drained', async () => {
    const down = Object.fromEntries(names.filter((name) => name !== 'mec-1').map((name) => [name, { isDown: true }]));
    const fake = fakeOf(down);
    const result = await run(fake, { maxUnavailable: '100%' });
    expect(result.reason).toContain('mec-1 is the last site that announces the VIP of hello');
    expect(fake.asked('drain')).toEqual([]);
  });

  test('sites that are away for other reasons count', async () => {
    const fake = fakeOf({ 'mec-6': { isDown: true }, 'mec-7': { isDown: true } });
    const result = await run(fake, { maxUnavailable: '2' });
    expect(result.reason).toContain('mec-6, mec-7 are away already, and at most 2 may be');
    expect(fake.asked('drain')).toEqual([]);
    expect((await run(fakeOf({ 'mec-7': { isDown: true } }), { maxUnavailable: '2', maxFailures: '1' })).outcome).toBe('done');
  });
});

describe('a rollout that was killed', () => {
  test.each(['preview', 'drain', 'up', 'restore'])(
    'at the %s of a site goes on there, and repeats no site that was done',
    async (step) => {
      const first = fakeOf();
      // What is killed leaves no trace of its end: neither a failure in the journal nor a restored site.
      const written = () => readFileSync(join(folder, 'rollout.jsonl'), 'utf8');
      const [, , wave2] = planRollout(fleet, defaultStrategy).waves;
      const victim = wave2?.sites[0] ?? '';
      first.killedAt = `${step} ${victim}`;
      await run(first);
      const cut = written()
        .split('\n')
        .findIndex((line) => line.includes(`"${victim}"`) && line.includes('"failed"'));
      writeFileSync(join(folder, 'rollout.jsonl'), `${written().split('\n').slice(0, cut).join('\n')}\n{"at":"20`);

      const [resumed] = journal.rollouts().slice(-1);
      expect(resumed?.outcome).toBeUndefined();
      const second = fakeOf();
      for (const site of first.drained) second.drained.add(site);
      for (const site of first.deployed) second.deployed.add(site);
      expect(resumed && resumed.digest).toBe(digestOf(planRollout(fleet, defaultStrategy)));
      const result = await run(second, {}, resumed ? { resumed } : {});
      expect(result.outcome).toBe('done');
      const before = first.asked('up').filter((site) => site !== victim && !wave2?.sites.includes(site));
      expect(before.length).toBeGreaterThan(0);
      for (const site of before) {
        expect(outcomes(result)[site]).toBe('done before');
        expect(second.asked('up')).not.toContain(site);
      }
      expect(second.drained.size).toBe(0);
      expect([...first.deployed, ...second.deployed]).toEqual(expect.arrayContaining(names));
    },
  );

  test('keeps a second one out while it runs, and lets one in once it is dead', async () => {
    await journal.exclusively(async () => {
      await expect(journal.exclusively(() => Promise.resolve())).rejects.toThrow(`is running (process ${process.pid})`);
    });
    writeFileSync(join(folder, 'rollout.jsonl.lock'), '999999999');
    await expect(journal.exclusively(() => Promise.resolve('in'))).resolves.toBe('in');
  });
});

describe('without doing it', () => {
  test('a dry run previews every site and leaves everything as it is', async () => {
    const fake = fakeOf();
    expect((await run(fake, {}, { dryRun: true })).outcome).toBe('done');
    expect(fake.asked('preview')).toHaveLength(8);
    expect(fake.log.every((line) => line.startsWith('preview'))).toBe(true);
    expect(journal.rollouts()).toEqual([]);
  });

  test('an operator who interrupts it lets the wave end and begins no other', async () => {
    const fake = fakeOf();
    const result = await run(fake, {}, { isInterrupted: () => fake.asked('up').length >= 1 });
    expect(result).toMatchObject({ outcome: 'stopped', reason: 'interrupted' });
    expect(fake.asked('up')).toEqual(['mec-1']);
  });
});
