import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const program = join(__dirname, '../../../agent/build/agent.js');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'agent-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the delivered program, as an operator does. */
const agent = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
};

const file = (content: object | string) => {
  const path = join(folder, 'agent.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

const service = { name: 'a', namespace: 'a', vips: ['203.0.113.1'], port: 80, protocol: 'TCP', health: { port: 80 } };

describe('the program of the agent', () => {
  test('lists its commands, and describes each', () => {
    const help = agent('--help');
    expect(help.status).toBe(0);
    for (const command of ['run', 'check', 'budget', 'status', 'explain', 'maintenance', 'schema']) {
      expect(help.stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
      expect(agent(command, '--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('Usage:') });
    }
  });

  test.each([
    ['a command that there is not', ['go']],
    ['an option that there is not', ['check', '--loud']],
    ['a command without its argument', ['explain']],
  ])('refuses %s with exit code 2', (_, args) => {
    const { status, stdout, stderr } = agent(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^error: /);
  });

  test('accepts a good configuration, and warns of what drains only', () => {
    const { status, stdout } = agent('check', '--config', file({ hosts: ['h1'], services: [service] }));
    expect(status).toBe(0);
    expect(stdout).toMatch(/1 services, mode enforce\na\/a: no other site is known/);
  });

  test('refuses a bad one with exit code 1 and all problems, each with value, what is allowed and remedy', () => {
    const bad = { hosts: 'h1', services: [{ ...service, port: 70_000, vips: [] }], colour: 'red' };
    const { status, stdout, stderr } = agent('check', '--config', file(bad));
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    const lines = stderr.trim().split('\n');
    expect(lines[0]).toMatch(/agent\.json: 4 problems$/);
    for (const path of ['hosts = "h1"', 'services[0].port = 70000', 'services[0].vips = []']) expect(stderr).toContain(path);
    for (const line of lines.slice(1)) expect(line).toMatch(/: allowed: .+; remedy: /);
  });

  test('does not start on a bad configuration', () =>
    expect(agent('run', '--config', file('{'))).toMatchObject({ status: 1, stderr: expect.stringContaining('allowed: JSON') }));

  test('says the budget as JSON to programs', () => {
    const { status, stdout } = agent('budget', '--json', '--config', file({ hosts: ['h1'], services: [service] }));
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject([{ service: 'a/a', failures: expect.any(Array) }]);
  });

  test('says that no agent answers, and where it asked', () => {
    const { status, stderr } = agent('status', '--url', 'http://127.0.0.1:9');
    expect(status).toBe(1);
    expect(stderr).toMatch(/127\.0\.0\.1:9/);
  });
});
