import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { labFolder, makeFolder, readState, runningLabs, sweep } from '../../../lab/src/keeper/folder';

const state = (name: string) => ({ name, fleetFile: 'fleet.yaml', level: 'routers', since: Date.now(), keeper: 0 });

let run: string;
const before = process.env['ANYCAST_MEC_RUN'];
beforeEach(() => {
  run = mkdtempSync(join(tmpdir(), 'lab-folders-'));
  process.env['ANYCAST_MEC_RUN'] = run;
});
afterEach(() => {
  if (before === undefined) delete process.env['ANYCAST_MEC_RUN'];
  else process.env['ANYCAST_MEC_RUN'] = before;
  rmSync(run, { recursive: true });
});

describe('the folder of a lab', () => {
  test('is there with what is known of it, and once', () => {
    const folder = makeFolder(state('one'));
    expect([folder, readState('one')?.name, runningLabs()]).toEqual([labFolder('one'), 'one', ['one']]);
    expect(() => makeFolder(state('one'))).toThrow(/a lab 'one' runs already/);
    expect(runningLabs()).toEqual(['one']);
  });

  test('is taken away when nobody made it, and so is what a killed process left half made', () => {
    mkdirSync(labFolder('broken'));
    for (const [name, ageS] of [
      ['.new-now', 0],
      ['.new-old', 60],
    ] as const) {
      mkdirSync(join(run, name));
      utimesSync(join(run, name), Date.now() / 1000 - ageS, Date.now() / 1000 - ageS);
    }
    sweep();
    expect(['broken', '.new-old', '.new-now'].map((name) => existsSync(join(run, name)))).toEqual([false, false, true]);
    expect(runningLabs()).toEqual([]);
  });

  test('stays while another process sweeps: labs are started at the same time', async () => {
    const house = join(__dirname, '../../..');
    const program = `import { sweep } from ${JSON.stringify(join(house, 'lab/src/keeper/folder.ts'))};
      console.log('sweeps');
      for (const end = Date.now() + 20000; Date.now() < end;) sweep();`;
    const sweeper = spawn(process.execPath, [join(house, 'node_modules/tsx/dist/cli.mjs'), '--eval', program], {
      env: process.env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      await new Promise((resolve) => sweeper.stdout.once('data', resolve));
      const lost: string[] = [];
      for (let number = 0; number < 1000; number++) {
        const name = `lab-${number}`;
        const folder = makeFolder(state(name));
        if (!existsSync(join(folder, 'lab.json'))) lost.push(name);
        rmSync(folder, { recursive: true, force: true });
      }
      expect(lost).toEqual([]);
    } finally {
      sweeper.kill();
    }
  });
});
