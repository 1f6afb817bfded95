import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { componentsFolder } from '../../../lab/src/components';
import { goEnvironment } from '../../../lab/src/components/go';
import { describeNeeding } from '../../real/network/requirements';
import { withoutGo } from './programs';

describeNeeding("the lab's own Go programs", withoutGo(), () => {
  const go = (folder: string, ...args: string[]) => {
    const { status, stdout, stderr } = spawnSync('go', args, {
      cwd: join(componentsFolder, folder),
      env: { ...process.env, ...goEnvironment },
      encoding: 'utf8',
    });
    return { status, said: stdout + stderr };
  };

  // The first time Go fetches the modules of the applications.
  test.each(['programs', 'applications'])(
    'pass their own tests: %s',
    (folder) => {
      const { status, said } = go(folder, 'test', './...');
      if (status !== 0) throw new Error(said);
    },
    300_000,
  );

  test.each(['programs', 'applications'])(
    'have nothing that vet complains about: %s',
    (folder) => {
      expect(go(folder, 'vet', './...')).toEqual({ status: 0, said: '' });
    },
    300_000,
  );
});
