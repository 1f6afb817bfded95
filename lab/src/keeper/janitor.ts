import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { descendants } from '../network/processes';
import { leftAfter } from '../network/until';
import { removeCgroups } from './cgroups';
import { labFolder, readState, startOf, writeState } from './folder';

/** Longest that the janitor tries to remove cgroups, ms: their processes are being ended by the kernel. */
const patienceMs = 10_000;

/**
 * The janitor of a lab: starts the keeper in namespaces of its own and waits for its end, in a session of its own, so that
 * no terminal ends it. Then it removes what lies outside of these namespaces: cgroups and the lab's folder.
 */
async function main(): Promise<void> {
  const [name = '', request = ''] = process.argv.slice(2);
  const folder = labFolder(name);
  const user = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  const isolation = [...user, '--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc', '--'];
  const keeper = spawn('unshare', [...isolation, process.execPath, join(__dirname, 'main.js'), request], {
    cwd: folder,
    // Standard input tells the keeper that the janitor lives, descriptor 3 that whoever asked does.
    stdio: ['pipe', 'inherit', 'inherit', 3],
  });
  const ended = new Promise<void>((resolve) => {
    keeper.once('exit', (code, signal) => {
      process.stdout.write(`the keeper ended: ${signal ?? code}\n`);
      resolve();
    });
    keeper.once('error', (error) => {
      process.stdout.write(`the keeper cannot be started: ${error.message}\n`);
      resolve();
    });
  });
  const state = readState(name);
  const janitorStart = startOf(process.pid);
  let over = false;
  void ended.then(() => (over = true));
  while (!over && keeper.pid !== undefined) {
    const child = descendants(keeper.pid).find((entry) => entry.parent === keeper.pid);
    if (child && state && janitorStart !== undefined) {
      writeState(folder, { ...state, janitor: process.pid, janitorStart, keeper: child.pid });
      break;
    }
    await pause(5);
  }
  await ended;
  await leftAfter(patienceMs, () => Promise.resolve(removeCgroups(name)), 20);
  rmSync(folder, { recursive: true, force: true });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
