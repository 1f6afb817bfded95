import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deliveryScript } from '../../../lib/pulumi/routers/delivery-script';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'delivery-'));
  mkdirSync(join(folder, 'bin'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A program in place of the daemon's own. The tests prove the steps of the script, not what daemons make of a file. */
function program(name: string, body: string): void {
  writeFileSync(join(folder, 'bin', name), `#!/bin/sh\n${body}\n`);
  chmodSync(join(folder, 'bin', name), 0o755);
}
const file = () => join(folder, 'frr.conf');
const content = (path = file()) => readFileSync(path, 'utf8');

/** A router with FRR, whose sessions are established while the file says so. */
function router(running: string): void {
  writeFileSync(file(), running);
  program('vtysh', `grep -q 'sessions up' '${file()}' && echo '{"state": "Established"}' || echo '{}'`);
  program('frr-reload.py', `for last; do :; done; echo "$1" >> '${join(folder, 'calls')}'; ! grep -q 'syntax error' "$last"`);
}

function deliver(text: string) {
  const script = deliveryScript('frr', 1).replace('/etc/frr/frr.conf', file());
  const env = { PATH: `${join(folder, 'bin')}:/usr/bin:/bin` };
  const { status, stderr } = spawnSync('sh', ['-c', script], {
    env,
    input: Buffer.from(text).toString('base64'),
    encoding: 'utf8',
  });
  return { status, stderr };
}
const calls = () => (existsSync(join(folder, 'calls')) ? content(join(folder, 'calls')).trim().split('\n') : []);

test('a file that the daemon takes is in force, and the one before is kept', () => {
  router('old, sessions up\n');
  expect(deliver('new, sessions up\n')).toMatchObject({ status: 0, stderr: expect.stringContaining('is in force; 1 sessions') });
  expect(content()).toBe('new, sessions up\n');
  expect(content(`${file()}.previous`)).toBe('old, sessions up\n');
  expect(calls()).toEqual(['--test', '--reload']);
});

test('a file that the daemon refuses changes nothing', () => {
  router('old, sessions up\n');
  expect(deliver('syntax error\n')).toMatchObject({ status: 1, stderr: expect.stringContaining('nothing was changed') });
  expect(content()).toBe('old, sessions up\n');
  expect(calls()).toEqual(['--test']);
  expect(existsSync(`${file()}.anycast-mec`)).toBe(false);
});

test('sessions that do not come back in time bring the file before back', () => {
  router('old, sessions up\n');
  expect(deliver('new, sessions down\n')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('after 1 s fewer than 1 sessions'),
  });
  expect(content()).toBe('old, sessions up\n');
  expect(calls()).toEqual(['--test', '--reload', '--reload']);
});

test('sessions that were down before are not waited for', () => {
  router('old, sessions down\n');
  expect(deliver('new, sessions down\n').status).toBe(0);
});

test('a file that is in force already is left alone', () => {
  router('old, sessions up\n');
  expect(deliver('old, sessions up\n')).toMatchObject({ status: 0, stderr: expect.stringContaining('is in force already') });
  expect(calls()).toEqual([]);
});

test('the script of BIRD asks BIRD', () => {
  const script = deliveryScript('bird', 30);
  expect(script).toContain('bird -p -c');
  expect(script).toContain('limit=30');
  expect(spawnSync('sh', ['-n', '-c', script]).status).toBe(0);
});
