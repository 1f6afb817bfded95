import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { exclusively } from '../../../lab/src/components/lock';

const folder = `/test/${process.pid}`;
const never = () => {
  throw new Error('nobody else has the lock');
};

describe('the lock of a folder', () => {
  test('lets one in at a time', async () => {
    const inside: string[] = [];
    const work = (name: string) => async () => {
      inside.push(`${name} in`);
      await pause(50);
      inside.push(`${name} out`);
    };
    const waited: string[] = [];
    const first = exclusively(folder, never, work('a'));
    const second = exclusively(folder, () => waited.push('b'), work('b'));
    await Promise.all([first, second]);
    expect(inside).toEqual(['a in', 'a out', 'b in', 'b out']);
    expect(waited).toEqual(['b']);
  });

  test('does not hold up another folder', async () => {
    await exclusively(folder, never, () => exclusively(`${folder}/other`, never, () => Promise.resolve()));
  });

  test('is free again when the work fails', async () => {
    await expect(exclusively(folder, never, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await exclusively(folder, never, () => Promise.resolve());
  });

  test('is free again when its owner is killed', async () => {
    const lock = require.resolve('../../../lab/src/components/lock.ts');
    const program = `require(${JSON.stringify(lock)}).exclusively(${JSON.stringify(folder)}, () => {}, () => { console.log('in'); return new Promise(() => setInterval(() => {}, 1000)); })`;
    const owner = spawn(process.execPath, ['--import', 'tsx', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(owner.stdout, 'data');
    let waited = false;
    const mine = exclusively(
      folder,
      () => {
        waited = true;
        owner.kill('SIGKILL');
      },
      () => Promise.resolve('mine'),
    );
    expect(await mine).toBe('mine');
    expect(waited).toBe(true);
  });
});
