import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../../../lab/src/network/until';
import { stay } from '../../../lab/src/network/lab-node';
import type { LabNode } from '../../../lab/src/network/lab-node';
import type { NodeProcess } from '../../../lab/src/network/node-process';
import { run } from '../../../lab/src/network/run';
import { enter } from '../../../lab/src/network/enter';
import { describeReal } from '../../real/network/requirements';
import { Lab } from '../../real/network/lab';

/** Says something on both streams, and where it is. */
const both = ['-c', 'echo complaint >&2; echo answer; pwd -P'];

/** Waits until it has said this, on either stream. */
const tells = (process: NodeProcess, what: RegExp) =>
  until(`it says ${what.source}`, 10_000, () => Promise.resolve(what.test(process.said()) ? [] : [process.said()]), 10);

describeReal('a command that is run in a node', ['namespaces'], () => {
  const lab = new Lab();
  const here = process.cwd();
  let folder: string;
  const nodes = new Map<string, LabNode>();
  const node = (name: string): LabNode => nodes.get(name) as LabNode;

  beforeAll(async () => {
    // The folder of the caller is one that a host of the lab hides behind a file system of its own.
    folder = mkdtempSync(join(tmpdir(), 'hidden-'));
    process.chdir(folder);
    const hide = `mount --make-rprivate /; mount -t tmpfs none "$HIDDEN"`;
    // As on a machine, or in a guest, whose root is not the first one of its mounts: what enters begins outside of it.
    const move = `${hide}; mkdir "$HIDDEN/root"; cd "$HIDDEN/root"; for part in usr etc proc dev; do mkdir $part; mount --rbind /$part $part; done
      cp -a /bin /lib /lib64 /sbin .; exec chroot . sh -c "$BODY"`;
    const scripts = { plain: undefined, booted: `${hide}; sh -c "$BODY"`, 'moved, booted': move };
    for (const [name, script] of Object.entries(scripts)) {
      const node = await lab.network.node(name.replaceAll(', ', '-'));
      nodes.set(name, node);
      if (script === undefined) continue;
      await tells(await node.boot(script, { HIDDEN: tmpdir(), BODY: `echo warning >&2; echo started; ${stay}` }), /started/);
    }
  });

  afterAll(async () => {
    process.chdir(here);
    rmSync(folder, { recursive: true });
    await lab.close();
  });

  describe.each(['plain', 'booted', 'moved, booted'])('with a %s one', (name) => {
    test('runs in a folder that every node has, and keeps its streams apart', async () => {
      expect(await node(name).run('sh', both)).toEqual({ code: 0, out: 'answer\n/\n', err: 'complaint\n' });
      expect(await node(name).must('sh', both)).toBe('answer\n/\n');
    });

    test('says nothing of its own, whatever it is', async () => {
      for (const program of ['sh', 'bash'])
        expect(await node(name).run(program, ['-c', ':'])).toEqual({ code: 0, out: '', err: '' });
    });

    test('runs in the folder of the node that was asked for', async () => {
      expect(await node(name).run('pwd', ['-P'], { cwd: '/proc' })).toMatchObject({ out: '/proc\n', err: '' });
    });

    test('the same holds for a long-running one', async () => {
      const started = node(name).start('sh', both);
      expect(await started.exited).toBe(0);
      await tells(started, /complaint/);
      expect(started.answer()).toBe('answer\n/\n');
    });

    test('the same holds for one from outside, by the command line', async () => {
      const { namespace, initPid } = node(name);
      const [program = '', ...args] = [...enter(namespace, initPid), 'sh', ...both];
      expect(await run(program, args)).toEqual({ code: 0, out: 'answer\n/\n', err: 'complaint\n' });
    });
  });

  test('boots one, and runs in it, from a folder that is gone', async () => {
    const gone = mkdtempSync(join(tmpdir(), 'gone-'));
    const node = await lab.network.node('late');
    process.chdir(gone);
    rmSync(gone, { recursive: true });
    try {
      const init = await node.boot(`pwd -P; echo warning >&2; ${stay}`);
      await tells(init, /warning/);
      expect(init.answer()).toBe('/\n');
      expect(await node.run('sh', both)).toEqual({ code: 0, out: 'answer\n/\n', err: 'complaint\n' });
    } finally {
      process.chdir(folder);
    }
  });
});
