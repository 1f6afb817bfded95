import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { componentsFolder } from '../../../lab/src/components';
import { goEnvironment } from '../../../lab/src/components/go';
import { describeNeeding } from '../../real/network/requirements';
import { withoutGo } from './programs';

describeNeeding("the lab's own Go programs", withoutGo(), () => {
  const go = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync('go', args, {
      cwd: join(componentsFolder, 'programs'),
      env: { ...process.env, ...goEnvironment },
      encoding: 'utf8',
    });
    return { status, said: stdout + stderr };
  };

  test('pass their own tests', () => {
    const { status, said } = go('test', './...');
    if (status !== 0) throw new Error(said);
  }, 120_000);

  test('have nothing that vet complains about', () => {
    expect(go('vet', './...')).toEqual({ status: 0, said: '' });
  }, 120_000);
});
