import { spawn } from 'node:child_process';
import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { LabClient } from './client';
import { labFolder, makeFolder, sweep } from './folder';
import type { Progress } from '../model/progress';
import { until } from '../network/until';
import type { LabRequest } from './request';

/** Longest time until the keeper listens, ms. */
const listenMs = 20_000;
/** Most of the keeper's log that an error shows, bytes. */
const logEnd = 2000;
/** Longest time for everything of a lab to be gone, ms. */
const goneMs = 15_000;

/** Folder of the lab's compiled programs: its processes outlive the call and run in other namespaces, so they run compiled. */
function programs(): string {
  const here = __dirname;
  return __filename.endsWith('.ts') ? join(here, '..', '..', 'build', 'keeper') : here;
}

/**
 * Starts a lab and waits until it is ready. It ends by itself if this process ends before.
 *
 * @throws Error if there is one of this name; KeeperError with what failed, after everything was taken away
 */
export async function launch(request: LabRequest, progress: Progress): Promise<LabClient> {
  const { name, fleetFile, level } = request;
  const janitorProgram = join(programs(), 'janitor.js');
  if (!existsSync(janitorProgram)) throw new Error(`the lab is not built (${janitorProgram}); remedy: make setup`);
  sweep();
  const folder = makeFolder({ name, fleetFile, level, since: Date.now(), keeper: 0 });
  // Kept open: a keeper that ends takes its folder away, and what it said is wanted then.
  const log = openSync(join(folder, 'keeper.log'), 'a+', 0o600);
  const janitor = spawn(process.execPath, [janitorProgram, name, JSON.stringify(request)], {
    detached: true,
    stdio: ['ignore', log, log, 'pipe'],
    env: { ...process.env, ANYCAST_MEC_LAB: name },
  });
  janitor.unref();
  let ended = false;
  janitor.once('exit', () => (ended = true)).once('error', () => (ended = true));
  const lab = new LabClient(name);
  try {
    const differences = (): Promise<string[]> => {
      if (existsSync(join(folder, 'control.sock'))) return Promise.resolve([]);
      if (ended) throw new Error(`the lab's keeper did not start: ${logOf(log) || 'no output'}`);
      return Promise.resolve([logOf(log) || 'no output yet']);
    };
    await until("the lab's keeper listens", listenMs, differences, 10);
    await lab.call('up', {}, progress);
    return lab;
  } catch (error) {
    janitor.stdio[3]?.destroy();
    await gone(name);
    throw error;
  } finally {
    closeSync(log);
    // Nothing is said through it; what matters is that this process holds it.
    if (janitor.stdio[3] instanceof Socket) janitor.stdio[3].unref();
  }
}

/** Ends a lab and waits until everything is gone. @throws Error if something stays */
export async function takeDown(lab: LabClient): Promise<void> {
  await lab.call('down').catch((error: unknown) => {
    if (existsSync(labFolder(lab.name))) throw error;
  });
  await gone(lab.name);
}

async function gone(name: string): Promise<void> {
  const folder = labFolder(name);
  const differences = () => Promise.resolve(existsSync(folder) ? [`${folder} is still there`] : []);
  await until(`the lab '${name}' is gone`, goneMs, differences, 10);
}

/** The end of a log. */
function logOf(descriptor: number): string {
  const { size } = fstatSync(descriptor);
  const bytes = Buffer.alloc(Math.min(size, logEnd));
  readSync(descriptor, bytes, 0, bytes.length, size - bytes.length);
  return bytes.toString('utf8').trim();
}
