import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli, folderWith } from './cli';

let folder: string;
beforeEach(() => {
  folder = folderWith('thesis-testbed');
});
afterEach(() => rmSync(folder, { recursive: true }));
const secret = () => readFileSync(join(folder, 'secrets/mec-1'), 'utf8').trim();

test('missing secrets are listed, and created once', async () => {
  expect(await cli('secrets', folder)).toMatchObject({ code: 1, out: expect.stringMatching(/file:secrets\/mec-1 +│ missing/) });
  expect((await cli('secrets', folder, '--create')).code).toBe(0);
  const first = secret();
  expect(first).toMatch(/^[\w-]{32}$/);
  expect(statSync(join(folder, 'secrets/mec-1')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(folder, 'secrets/.gitignore'), 'utf8')).toBe('*\n');
  await cli('secrets', folder, '--create');
  expect(secret()).toBe(first);
});

test('no command prints a secret', async () => {
  await cli('secrets', folder, '--create');
  const dist = join(folder, 'dist');
  const runs = [
    await cli('secrets', folder),
    await cli('synth', folder, '--out', dist),
    await cli('show', folder, '--json'),
    await cli('diff', 'mec-1', 'mec-2', '--fleet', folder),
    await cli('diff', '--against', dist, '--fleet', folder),
  ];
  expect(readFileSync(join(dist, 'mec-1/routers/border-1/frr.conf'), 'utf8')).toContain(secret());
  for (const { out, err } of runs) expect(out + err).not.toContain(secret());
  expect(runs.at(-1)).toMatchObject({ code: 0 });
});

test('without its secrets a fleet is not written, with placeholders it is', async () => {
  const dist = join(folder, 'dist');
  const refused = await cli('synth', folder, '--out', dist);
  expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('secrets/mec-1') });
  expect((await cli('synth', folder, '--out', dist, '--secrets', 'placeholder')).code).toBe(0);
});

test('all secrets that are missing are told at once, with the command that makes them', async () => {
  const { code, err } = await cli('synth', folder, '--out', join(folder, 'dist'));
  expect(code).toBe(1);
  const listed = (await cli('secrets', folder)).out.match(/(?<=file:)[^ ]+/g) ?? [];
  expect(listed.length).toBeGreaterThan(2);
  for (const file of listed) expect(err).toContain(file);
  expect(err).toContain('anycast-mec secrets --create');
});

test.each<[string, (file: string) => void, string]>([
  ['a folder', (file) => mkdirSync(file), 'EISDIR'],
  ['an empty file', (file) => writeFileSync(file, '\n'), '0 characters'],
  ['two lines', (file) => writeFileSync(file, 'abc\ndef\n'), '7 characters'],
])('a secret that is %s is told by check and by secrets, and not overwritten', async (_, make, reason) => {
  await cli('secrets', folder, '--create');
  const file = join(folder, 'secrets/mec-1');
  rmSync(file);
  make(file);
  const { code, out } = await cli('check', folder);
  expect([code, out]).toEqual([1, expect.stringMatching(/password-invalid +sites\.mec-1/)]);
  expect(out).toContain(reason);
  expect(await cli('secrets', folder, '--create')).toMatchObject({
    code: 1,
    out: expect.stringMatching(/file:secrets\/mec-1 +│ unusable/),
    err: expect.stringContaining(reason),
  });
});

test.each(['abc\n', 'abc\r\n', 'abc'])('a secret is read without the end of its line: %j', async (text) => {
  await cli('secrets', folder, '--create');
  writeFileSync(join(folder, 'secrets/mec-1'), text);
  expect((await cli('secrets', folder)).code).toBe(0);
  expect((await cli('check', folder)).code).toBe(0);
});
