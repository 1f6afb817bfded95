import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli, folderWith } from './cli';

let folder: string;
beforeEach(() => {
  folder = folderWith();
});
afterEach(() => rmSync(folder, { recursive: true }));
const write = (text: string) => writeFileSync(join(folder, 'fleet.yaml'), text);

const wrong = `
name: wrong
pools: { apps: 203.0.113.0/28 }
networks: {}
sites: {}
services: { shop: { vip: 198.51.100.1 } }
nmae: wrong
`;

test('findings come all at once, with exit code 1', async () => {
  write(wrong);
  const { code, out } = await cli('check', folder);
  expect(code).toBe(1);
  expect(out).toContain('vip-outside-pools   services.shop.vip');
  expect(out).toContain("Did you mean 'name'?");
});

test('findings as JSON', async () => {
  write(wrong);
  const findings = JSON.parse((await cli('check', folder, '--json')).out) as { rule: string }[];
  expect(findings.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['schema', 'vip-outside-pools']));
});

test('a syntax error gives line and column', async () => {
  write('name: x\nsites: [\n');
  expect(await cli('check', folder)).toMatchObject({ code: 1, out: expect.stringMatching(/line 3, column 1/) });
});

test('a wrong fleet is not synthesized, nor shown', async () => {
  write(wrong);
  for (const command of ['synth', 'show', 'secrets']) {
    expect(await cli(command, folder)).toMatchObject({ code: 1, err: expect.stringContaining('vip-outside-pools') });
  }
});
