import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { readState, startOf, writeState } from '../keeper/folder';
import { Guest } from './guest';
import { guestSocket } from './owner-request';
import type { AnswerLine, OwnerRequest, Question } from './owner-request';

/**
 * The process that owns a guest. Until the first command has succeeded it ends with whoever started it (its standard input closes);
 * from then on it lives until it is told to stop. QEMU ends with it in every case.
 *
 * Its progress goes to standard output as {@link AnswerLine}s, the last one with the exit code of the first command.
 */
async function main(request: OwnerRequest): Promise<void> {
  const say = (line: AnswerLine): void => {
    process.stdout.write(`${JSON.stringify(line)}\n`);
  };
  process.stdout.on('error', () => undefined);
  let up = false;
  process.stdin.resume().once('close', () => {
    if (!up) process.exit(1);
  });
  const state = readState(request.name);
  const janitorStart = startOf(process.pid);
  if (state && janitorStart !== undefined) writeState(request.folder, { ...state, janitor: process.pid, janitorStart });
  process.once('exit', () => rmSync(request.folder, { recursive: true, force: true }));
  say({ stream: 'err', text: 'booting a guest with a kernel that has MPLS and netem\n' });
  const guest = await Guest.start(join(request.folder, 'guest'), request.cache, request.plan);
  process.once('exit', () => guest.stop());
  // Without its machine a lab is gone: nobody may take it for one that runs.
  guest.onEnd(() => process.exit(1));
  // However often: a second signal must not end it while it cleans up.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => process.exit(1));
  say({ stream: 'err', text: `guest: kernel ${guest.kernel}, ${guest.acceleration}\n` });
  const code = await guest.run(request.begin, say);
  if (code !== 0) {
    say({ code });
    process.exit(1);
  }
  await serve(guest, join(request.folder, guestSocket));
  up = true;
  say({ code });
}

function serve(guest: Guest, path: string): Promise<void> {
  const server = createServer((socket) => {
    createInterface(socket).once('line', (line) => void answer(guest, socket, JSON.parse(line) as Question));
  });
  return new Promise((resolve) => server.listen(path, resolve));
}

async function answer(guest: Guest, socket: Socket, question: Question): Promise<void> {
  socket.on('error', () => undefined);
  const say = (line: AnswerLine): void => {
    socket.write(`${JSON.stringify(line)}\n`);
  };
  if ('stop' in question) {
    // The guest ends with this process; the answer goes out first.
    socket.end(`${JSON.stringify({ code: 0 })}\n`, () => process.exit(0));
    return;
  }
  try {
    say({ code: await guest.run(question.command, say) });
  } catch (error) {
    say({ failed: error instanceof Error ? error.message : String(error) });
  }
  socket.end();
}

main(JSON.parse(process.argv[2] ?? '') as OwnerRequest).catch((error: unknown) => {
  process.stdout.write(`${JSON.stringify({ failed: error instanceof Error ? error.message : String(error) })}\n`, () =>
    process.exit(1),
  );
});
