import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, rmdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { raisePriorities } from '../../../lab/src/measure/raise';
import { must } from '../../../lab/src/network/run';
import { describeNeeding } from '../../real/network/requirements';

const canRaise = spawnSync('chrt', ['--rr', '1', 'true']).status === 0;
/** Where a kernel gives groups of processes real-time shares, and a new one has none, as those of pods. */
const groups = '/sys/fs/cgroup/cpu';
const hasShares = existsSync(join(groups, 'cpu.rt_runtime_us'));

describeNeeding('while something is measured', canRaise ? undefined : 'real-time priority (as root)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'raise-'));
  const group = join(groups, `raise-${process.pid}`);
  const started: ChildProcess[] = [];

  /** A process of this name that does nothing. */
  async function named(name: string): Promise<number> {
    copyFileSync('/bin/sleep', join(folder, name));
    const child = spawn(join(folder, name), ['60'], { stdio: 'ignore' });
    started.push(child);
    await once(child, 'spawn');
    return child.pid ?? 0;
  }

  const scheduling = (pid: number) => must('chrt', ['--pid', String(pid)]);

  // What is started by a process with real-time priority has it, too.
  afterEach(() => must('chrt', ['--all-tasks', '--other', '--pid', '0', String(process.pid)]));

  afterAll(async () => {
    const ended = started.map((child) => once(child, 'exit'));
    for (const child of started) child.kill('SIGKILL');
    await Promise.all(ended);
    rmSync(folder, { recursive: true });
    if (existsSync(group)) rmdirSync(group);
  });

  // Where a kernel has no such shares there is nothing to leave: the test below is the whole of it.
  (hasShares ? test : test.skip)('what runs in a pod, too: it leaves the group that has no real-time share', async () => {
    const bfdd = await named('bfdd');
    mkdirSync(group);
    writeFileSync(join(group, 'cgroup.procs'), String(bfdd));
    await raisePriorities();
    expect(await scheduling(bfdd)).toMatch(/SCHED_RR[^]*priority: 15/);
    expect(readFileSync(join(group, 'cgroup.procs'), 'utf8')).toBe('');
  });

  test('what a failover passes has real-time priority, and nothing else', async () => {
    const [bird, api, other] = [await named('bird'), await named('kube-apiserver'), await named('other')];
    await raisePriorities();
    expect(await scheduling(bird)).toMatch(/SCHED_RR[^]*priority: 15/);
    expect(await scheduling(api)).toMatch(/SCHED_RR[^]*priority: 3/);
    expect(await scheduling(other)).toMatch(/SCHED_OTHER/);
  });
});
