import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { cli, folderWith } from './cli';
import { install, uninstall } from './installed';

let folder: string;
/** Runs a program of the project's node_modules. */
const run = (program: string, ...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'node_modules', program), ...args], {
    cwd: folder,
    encoding: 'utf8',
    // Node's test runner tells a test inside a test by NODE_TEST_CONTEXT, and then prints nothing. Names are frozen by the first run by hand, not
    // by one of CI.
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, CI: undefined },
  });
  return { status, text: stdout + stderr };
};
const ownTest = () => run('tsx/dist/cli.mjs', '--test', 'fleet.test.ts');

beforeAll(async () => {
  folder = folderWith();
  expect((await cli('init', folder)).code).toBe(0);
  install(folder);
}, 120_000);
afterAll(() => {
  rmSync(folder, { recursive: true });
  uninstall();
});

describe('a starter project', () => {
  test('has a stack for every site, and keys with descriptions', () => {
    for (const site of ['mec-1', 'cloud']) expect(existsSync(join(folder, `Pulumi.${site}.yaml`))).toBe(true);
    const { config } = parse(readFileSync(join(folder, 'Pulumi.yaml'), 'utf8')) as {
      config: Record<string, { description?: string }>;
    };
    const own = Object.entries(config).filter(([key]) => !key.includes(':'));
    expect(own.map(([key]) => key)).toEqual(['fleet', 'unreachable', 'secrets', 'awaitAddress']);
    for (const [, key] of own) expect(key.description).toMatch(/\w/);
  });

  test('depends on the failover agent: without it no site would have one', () => {
    const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    expect(dependencies['@anycast-mec/agent']).toBe(dependencies['anycast-mec']);
  });

  test('compiles', () => {
    expect(run('typescript/bin/tsc')).toEqual({ status: 0, text: '' });
  }, 120_000);

  test('passes its own test as it is written, and fails it once a resource changes its name', () => {
    expect(ownTest()).toMatchObject({ status: 0, text: expect.stringContaining('# pass 3') });
    expect(existsSync(join(folder, 'names.mec-1.json'))).toBe(true);
    const names = join(folder, 'names.mec-1.json');
    writeFileSync(names, readFileSync(names, 'utf8').replaceAll('mec/hello', 'mec/hallo'));
    expect(ownTest()).toMatchObject({ status: 1, text: expect.stringContaining("'mec/hello': 'mec/hallo'") });
    writeFileSync(names, readFileSync(names, 'utf8').replaceAll('mec/hallo', 'mec/hello'));
  }, 120_000);

  test('tests a site that is added, and misses its stack', () => {
    const file = join(folder, 'fleet.yaml');
    const site = '  mec-3: { as: 64703, uplinks: [operator/pe-1] }\n';
    writeFileSync(file, readFileSync(file, 'utf8').replace('services:\n', `${site}services:\n`));
    expect(ownTest()).toMatchObject({ status: 1, text: expect.stringContaining('mec-3 has no Pulumi.mec-3.yaml') });
    expect(existsSync(join(folder, 'names.mec-3.json'))).toBe(true);
  }, 120_000);
});
