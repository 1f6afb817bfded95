import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli, folderWith } from './cli';

let folder: string;
beforeEach(() => {
  folder = folderWith('thesis-testbed');
  writeFileSync(join(folder, 'Pulumi.yaml'), 'name: x\nruntime: nodejs\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('without --yes the plan is printed and nothing is done', async () => {
  const { code, out, err } = await cli('rollout', folder);
  expect(code).toBe(0);
  expect(out).toMatch(/1 │ canary │ mec-1/);
  expect(out).toContain('At most 1 of the fleet away at once; stops when more than 0 have failed, or a canary.');
  expect(err).toContain('Nothing was changed');
});

test.each([
  ['a folder without a project', () => ['examples/minimal'], 'is no Pulumi project'],
  ['an unknown site', () => [folder, '--site', 'mec-9'], "did you mean 'mec-"],
  ['values that cannot be used', () => [folder, '--soak', '5', '--max-failures', 'x'], '--max-failures: a number of sites'],
  ['a resume of nothing', () => [folder, '--resume', '--yes'], 'there is no rollout to go on with'],
])('%s is wrong usage', async (_, args, message) => {
  expect(await cli('rollout', ...args())).toMatchObject({ code: 2, err: expect.stringContaining(message) });
});

test('a rollout that was not finished is gone on with, or begun anew, but not ignored', async () => {
  mkdirSync(join(folder, '.anycast-mec'));
  const plan = {
    at: 'x',
    event: 'plan',
    id: 'a',
    digest: 'other',
    plan: { waves: [], maxUnavailable: 1, maxFailures: 0, notes: [] },
  };
  writeFileSync(join(folder, '.anycast-mec/rollout.jsonl'), `${JSON.stringify(plan)}\n`);
  expect(await cli('rollout', folder, '--yes')).toMatchObject({
    code: 2,
    err: expect.stringContaining('the last rollout was not finished'),
  });
  expect(await cli('rollout', folder, '--yes', '--resume')).toMatchObject({
    code: 2,
    err: expect.stringContaining('the plan is another one now'),
  });
});
