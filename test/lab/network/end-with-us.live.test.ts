import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { until } from '../../../lab/src/network/until';
import { nodeProgram } from '../../../lab/src/probes/node-program';
import { run } from '../../../lab/src/network/run';
import { describeReal } from '../../real/network/requirements';

interface Told {
  readonly id: string;
  readonly folder: string;
  readonly pids: readonly number[];
}

describeReal('what was started in nodes', ['namespaces'], () => {
  let owner: ChildProcess;
  let told: Told | undefined;

  beforeAll(async () => {
    const [program, ...args] = nodeProgram(__dirname, 'left-alone', []);
    owner = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(createInterface({ input: owner.stdout! }), 'line')) as [string];
    told = JSON.parse(line) as Told;
  });

  afterAll(async () => {
    owner.kill('SIGKILL');
    if (!told) return;
    for (const name of ['booted', 'plain']) await run('ip', ['netns', 'delete', `${told.id}-${name}`]);
    rmSync(told.folder, { recursive: true, force: true });
  });

  test('ends with who started it, though that could do nothing about it', async () => {
    const { pids } = told!;
    expect(pids.filter((pid) => existsSync(`/proc/${pid}`))).toEqual(pids);
    owner.kill('SIGKILL');
    await until('all of it is gone', 10_000, () =>
      Promise.resolve(pids.filter((pid) => existsSync(`/proc/${pid}`)).map((pid) => `${pid} is there`)),
    );
  });
});
