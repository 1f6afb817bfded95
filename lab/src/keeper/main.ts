import { once } from 'node:events';
import { Socket } from 'node:net';
import { setPriority } from 'node:os';
import { filesFolder, isolate } from './isolation';
import type { ProgressLine } from '../model/progress';
import { labRequestSchema } from './request';
import type { RunningLab } from '../model/running-lab';
import { controlServer } from './server';
import { startLab } from './start-lab';

/** Descriptor that whoever asked for the lab holds until it is ready: when it closes before, nobody waits any more. */
const asker = 3;
/** Time for the last lines to reach whoever reads them, ms. */
const lastLinesMs = 200;

/** Priority of all processes of a lab, where it is allowed (root): what else runs on the machine must not make BFD time out. */
const niceness = -10;

/**
 * The keeper: owner of a lab, first process of its PID namespace. Every process, namespace, interface, mount and file of the lab is inside
 * its namespaces, so that the kernel takes all away when it ends, however it ends.
 */
async function main(): Promise<void> {
  const request = labRequestSchema.parse(JSON.parse(process.argv[2] ?? ''));
  try {
    setPriority(niceness);
  } catch {
    // Not allowed: everything runs as it would.
  }
  let ready = false;
  new Socket({ fd: asker })
    .on('error', () => undefined)
    .once('close', () => {
      if (!ready) end(`whoever started it has gone`);
    })
    .resume();
  // The janitor holds the other end of standard input.
  process.stdin.once('end', () => end('the janitor has gone')).resume();

  const lines: ProgressLine[] = [];
  const listeners = new Set<(line: ProgressLine) => void>();
  const progress = (line: ProgressLine) => {
    lines.push(line);
    process.stdout.write(`${JSON.stringify(line)}\n`);
    for (const listener of listeners) listener(line);
  };
  const state = {
    lines,
    watch: (listener: (line: ProgressLine) => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    lab: (async (): Promise<RunningLab> => {
      await listening;
      await isolate();
      return startLab(request, filesFolder, progress);
    })(),
    end: () => end('asked to end'),
  };
  const server = controlServer(state);
  // Opened before /run is hidden by the lab's own, by a name relative to the folder that outside is the lab's.
  server.listen('control.sock');
  await once(server, 'listening');
  opened();
  try {
    await state.lab;
    ready = true;
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    setTimeout(() => process.exit(1), lastLinesMs);
  }
}

let opened: () => void = () => undefined;
const listening = new Promise<void>((resolve) => (opened = resolve));

function end(why: string): never {
  process.stdout.write(`ends: ${why}\n`);
  process.exit(0);
}

// A fault may take from under a reader what it reads: that is no reason for the lab to end.
for (const event of ['unhandledRejection', 'uncaughtException'] as const) {
  process.on(event, (error: unknown) => {
    process.stdout.write(`${event}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  });
}

main().catch((error: unknown) => {
  process.stdout.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
