import { readFileSync, rmSync, writeFileSync } from 'node:fs';
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

test('a finding says where more is told: a command that needs no network, and the page in the repository', async () => {
  write(wrong);
  const { out } = await cli('check', folder);
  expect(out).toContain('more:    anycast-mec explain vip-outside-pools');
  const found = JSON.parse((await cli('check', folder, '--json')).out) as { rule: string; more: string; page: string }[];
  expect(found.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['vip-outside-pools', 'schema']));
  for (const { rule, more, page } of found) {
    const text = readFileSync(page, 'utf8');
    expect(text).toMatch(new RegExp(`^# ${rule}\n`));
    const [, ...words] = more.split(' ');
    const [title] = text.split('\n').slice(2);
    expect(await cli(...words)).toMatchObject({ code: 0, out: expect.stringContaining(title ?? '') });
  }
});

describe('a password that is there', () => {
  const withPassword = (dialect: string, password: string) => {
    write(`
name: small
pools: { apps: 203.0.113.0/28 }
plan: { links: 10.0.0.0/20, loopbacks: 10.0.16.0/24, hosts: 10.1.0.0/16 }
networks: { isp: { as: 64600, routers: { pe-1: { role: pe, dialect: frr }, pe-2: { role: pe } }, links: [[pe-1, pe-2]] } }
defaults: { border: { dialect: ${dialect} }, hostPassword: { file: hosts } }
sites:
  mec-1: { as: 64701, uplinks: [isp/pe-1] }
  mec-2: { as: 64702, uplinks: [isp/pe-2] }
services: { shop: { vip: 203.0.113.1, workload: { image: "registry.example/shop:1.0" } } }
`);
    writeFileSync(join(folder, 'hosts'), password);
    return cli('check', folder);
  };
  test.each([
    ['bird', 'do"or'],
    ['bird', 'line\nfeed'],
    ['bird', 'x'.repeat(81)],
    ['frr', 'two words'],
    ['frr', 'ümlaut'],
  ])('is refused for %s if it is %j, at each place that uses it, and not shown', async (dialect, password) => {
    const { code, out } = await withPassword(dialect, password);
    expect(code).toBe(1);
    expect(out).toContain('password-invalid   sites.mec-1.hostPassword');
    expect(out).toContain('sites.mec-2.hostPassword');
    expect(out).not.toContain(password);
  });
  test.each([
    ['bird', 'two words'],
    ['frr', 'do"or'],
    ['frr', 'plain'],
  ])('is taken for %s if it is %j', async (dialect, password) => {
    expect(await withPassword(dialect, password)).toMatchObject({ code: 0 });
  });
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
