import { rmSync } from 'node:fs';
import { cli, folderWith } from './cli';

let folder: string;
beforeAll(() => {
  folder = folderWith('minimal');
});
afterAll(() => rmSync(folder, { recursive: true }));

test('help is no failure and names every exit code', async () => {
  const { code, out } = await cli('--help');
  expect(code).toBe(0);
  expect(out).toContain('0 all well, 1 findings or a failure, 2 wrong usage');
});

test.each([
  ['an unknown command', ['chek'], 'Did you mean check?'],
  ['an unknown option', ['check', '--jsn'], 'Did you mean --json?'],
  ['an unknown site', ['show', 'examples/minimal', '--site', 'mec-9'], "did you mean 'mec-1'?"],
  [
    'a site whose name is like no other',
    ['show', 'examples/minimal', '--site', 'nowhere'],
    "no site 'nowhere'; there are: mec-1, cloud",
  ],
  ['a fleet file that is not there', ['check', 'examples/minimal/flet.yaml'], 'did you mean examples/minimal/fleet.yaml?'],
  ['a folder without a fleet', ['check', 'docs'], "start with 'anycast-mec init'"],
  ['an unknown rule', ['explain', 'vip-outside'], "did you mean 'vip-outside-pools'?"],
  ['the beginning of a rule', ['explain', 'rate-limit'], "did you mean 'rate-limit-not-http'?"],
  ['a rule whose name is like no other', ['explain', 'zzzzzzzz'], "no rule 'zzzzzzzz'; 'anycast-mec rules' lists them"],
  ['a choice that is none', ['synth', '--secrets', 'guess'], 'Allowed choices are require, placeholder'],
  ['one site to compare', ['diff', 'mec-1', '--fleet', 'examples/minimal'], 'two sites'],
])('%s is wrong usage: exit code 2 and what was meant', async (_what, args, message) => {
  const { code, err } = await cli(...args);
  expect(err).toContain(message);
  expect(code).toBe(2);
});

test('a right fleet is checked with exit code 0, given as file or folder', async () => {
  expect(await cli('check', folder)).toMatchObject({ code: 0, err: '' });
  expect((await cli('check', `${folder}/fleet.yaml`)).code).toBe(0);
});
