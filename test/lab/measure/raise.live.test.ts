import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import {
  accessSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { lowerPriorities, raisePriorities } from '../../../lab/src/measure/raise';
import { must } from '../../../lab/src/network/run';
import { describeNeeding, testNeeding } from '../../real/network/requirements';

const canRaise = spawnSync('chrt', ['--rr', '1', 'true']).status === 0;
/** The groups of processes of cgroup v1 where the kernel has them, else those of v2. */
const groups = ['/sys/fs/cgroup/cpu', '/sys/fs/cgroup'].find((folder) => existsSync(join(folder, 'cgroup.procs'))) ?? '';
/** Whether a group has a real-time share of its own, which is none in a new one, as in those of pods (CONFIG_RT_GROUP_SCHED). */
const hasShares = existsSync(join(groups, 'cpu.rt_runtime_us'));

/** Why no group can be made here; undefined: one can. */
function noGroups(): string | undefined {
  try {
    accessSync(groups, constants.W_OK);
    return undefined;
  } catch {
    return `groups of processes that may be written (${groups || '/sys/fs/cgroup'}: run where it is mounted read-write)`;
  }
}

describeNeeding('while something is measured', canRaise ? undefined : 'real-time priority (as root)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'raise-'));
  const group = join(groups, `raise-${process.pid}`);
  const started: ChildProcess[] = [];

  /** A process of this name that does nothing. */
  async function named(name: string): Promise<number> {
    // A folder of its own: the program of one that runs cannot be written again.
    const program = join(mkdtempSync(join(folder, 'program-')), name);
    copyFileSync('/bin/sleep', program);
    const child = spawn(program, ['60'], { stdio: 'ignore' });
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

  testNeeding(
    'what runs in a pod has it, too: it leaves its group only where that has no real-time share',
    noGroups(),
    async () => {
      const bfdd = await named('bfdd');
      mkdirSync(group);
      writeFileSync(join(group, 'cgroup.procs'), String(bfdd));
      await raisePriorities();
      expect(await scheduling(bfdd)).toMatch(/SCHED_RR[^]*priority: 15/);
      expect(readFileSync(join(group, 'cgroup.procs'), 'utf8')).toBe(hasShares ? '' : `${bfdd}\n`);
    },
  );

  test('what a failover passes has real-time priority, and nothing else', async () => {
    const [bird, api, other] = [await named('bird'), await named('kube-apiserver'), await named('other')];
    await raisePriorities();
    expect(await scheduling(bird)).toMatch(/SCHED_RR[^]*priority: 15/);
    expect(await scheduling(api)).toMatch(/SCHED_RR[^]*priority: 3/);
    expect(await scheduling(other)).toMatch(/SCHED_OTHER/);
  });

  test('nothing has it any more once it was taken away', async () => {
    const bird = await named('bird');
    await raisePriorities();
    expect(await scheduling(bird)).toMatch(/SCHED_RR/);
    await lowerPriorities();
    expect([await scheduling(bird), await scheduling(process.pid)].filter((text) => !text.includes('SCHED_OTHER'))).toEqual([]);
  });
});
