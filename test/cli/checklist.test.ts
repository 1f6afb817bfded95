import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { practices, profiles } from '../../lib/practices';
import { cli, folderWith } from './cli';

let folder: string;
beforeEach(() => {
  folder = folderWith('dual-homed');
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Line {
  readonly id: string;
  readonly standing: string;
  readonly looked: number;
  readonly lacking: readonly { readonly where: string; readonly lack: string }[];
  readonly more: string;
  readonly page: string;
}
const lines = async (of = folder) => JSON.parse((await cli('check', of, '--profile', 'manrs', '--json')).out) as Line[];

test('the checklist tells of everything that is asked who asks it, how the fleet stands to it, and what to do', async () => {
  const { code, out } = await cli('check', folder, '--profile', 'manrs');
  expect(code).toBe(1);
  for (const { id, title, source } of profiles.manrs.practices) {
    expect(out).toContain(`${id}   ${title}`);
    expect(out).toContain(`source:  ${source}`);
  }
  expect(out).toMatch(/fleet\.yaml, MANRS .*: \d+ met, \d+ not met, 2 left to the operator\n/);
  expect(out).toMatch(/ {2}met {6}ebgp-policies .*\n.*\n {11}where: {3}all \d+ places\n/);
  expect(out).toMatch(/ {2}not met {2}next-hops .*\n.*\n {11}where: {3}north\/n-1 with .*: any next hop is taken\n/);
  expect(out).toMatch(/and \d+ more; `--json` tells each of them/);
  expect(out).toMatch(/ {2}left {5}contacts .*\n.*\n {11}to do: /);
});

test('as JSON it tells each place, and where more is told', async () => {
  for (const { id, standing, looked, lacking, more, page } of await lines()) {
    expect(standing === 'not met').toBe(lacking.length > 0);
    expect(looked).toBeGreaterThanOrEqual(lacking.length);
    const [, ...words] = more.split(' ');
    const { code, out } = await cli(...words);
    expect([code, out]).toEqual([0, expect.stringContaining(practices.find((practice) => practice.id === id)!.title)]);
    expect(readFileSync(page, 'utf8')).toMatch(new RegExp(`^# ${id}\n`));
  }
});

test('what the fleet says decides: a session without its password is not met', async () => {
  const of = async () => (await lines()).find(({ id }) => id === 'session-authentication');
  expect(await of()).toMatchObject({ standing: 'met' });
  const file = join(folder, 'fleet.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(', password: { file: secrets/ix }', ''));
  expect(await of()).toMatchObject({
    standing: 'not met',
    lacking: expect.arrayContaining([{ where: expect.stringContaining('north/n-1'), lack: 'no password' }]),
  });
});

test('a fleet with errors has no checklist, but its findings', async () => {
  writeFileSync(join(folder, 'fleet.yaml'), 'name: x\n');
  expect(await cli('check', folder, '--profile', 'manrs')).toMatchObject({ code: 1, err: expect.stringContaining('schema') });
});

test('an unknown profile is wrong usage', async () => {
  expect(await cli('check', folder, '--profile', 'manr')).toMatchObject({ code: 2, err: expect.stringContaining('manrs') });
});
