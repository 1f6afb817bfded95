import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { describeNeeding } from '../../real/network/requirements';
import { program, withoutGo, withoutRoot } from './programs';

const reason = [withoutGo(), withoutRoot('/usr/bin/unshare', '/usr/bin/nsenter')].filter(Boolean).join(', ') || undefined;

describeNeeding('the pause program, as first process of a pod', reason, () => {
  let owner: ChildProcess;
  let init: string;
  const inside = (...args: string[]) =>
    spawnSync('nsenter', ['--target', init, '--pid', '--mount', '--root', '--', ...args], { encoding: 'utf8' });

  beforeAll(async () => {
    const path = await program('pause');
    owner = spawn('unshare', ['--pid', '--mount', '--fork', '--kill-child', '--mount-proc', path]);
    do {
      await pause(50);
      init = readFileSync(`/proc/${owner.pid}/task/${owner.pid}/children`, 'utf8').trim();
    } while (!init || !readFileSync(`/proc/${init}/cmdline`, 'utf8').startsWith(path));
  }, 120_000);
  afterAll(() => owner.kill('SIGKILL'));

  test('collects what its pod leaves behind', async () => {
    inside('sh', '-c', 'for i in 1 2 3; do sleep 0.1 & done');
    const left = () =>
      inside('ps', '-e', '-o', 'comm=')
        .stdout.split('\n')
        .filter((name) => name.startsWith('sleep'));
    for (let i = 0; i < 100 && left().length > 0; i++) await pause(50);
    expect(left()).toEqual([]);
  }, 30_000);

  test('ends with code 0 when told to', async () => {
    process.kill(Number(init), 'SIGTERM');
    expect((await once(owner, 'exit'))[0]).toBe(0);
  });
});
