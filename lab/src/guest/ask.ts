import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { guestSocket } from './owner-request';
import type { AnswerLine, OwnerRequest, Question } from './owner-request';

/** Where the output of a command in the guest goes. */
export interface AnswerWriter {
  out(text: string): void;
  err(text: string): void;
}

/** Whether the lab of this folder runs in a guest. */
export function hasGuest(folder: string): boolean {
  return existsSync(join(folder, guestSocket));
}

/**
 * Starts the owner of a guest, which outlives us once its first command has succeeded.
 *
 * @returns the exit code of the first command
 * @throws Error if the guest does not come up
 */
export function startGuest(request: OwnerRequest, writer: AnswerWriter): Promise<number> {
  const program = join(__dirname, '..', '..', 'build', 'guest', 'owner.js');
  const owner = spawn(process.execPath, [program, JSON.stringify(request)], {
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  return answers(owner.stdout, writer).finally(() => {
    owner.stdin.destroy();
    owner.stdout.destroy();
    owner.unref();
  });
}

/**
 * Runs a command in the guest of a lab.
 *
 * @returns its exit code
 * @throws Error if the guest is gone
 */
export function askGuest(folder: string, command: readonly string[], writer: AnswerWriter): Promise<number> {
  return ask(folder, { command }, writer);
}

/** Ends the guest of a lab. */
export async function stopGuest(folder: string): Promise<void> {
  await ask(folder, { stop: true }, { out: () => undefined, err: () => undefined });
}

function ask(folder: string, question: Question, writer: AnswerWriter): Promise<number> {
  const socket = createConnection(join(folder, guestSocket));
  socket.write(`${JSON.stringify(question)}\n`);
  return answers(socket, writer);
}

function answers(stream: Readable, writer: AnswerWriter): Promise<number> {
  return new Promise((resolve, reject) => {
    stream.once('error', reject);
    const lines = createInterface(stream);
    lines.on('line', (line) => {
      const answer = JSON.parse(line) as AnswerLine;
      if ('text' in answer) writer[answer.stream](answer.text);
      else if ('failed' in answer) reject(new Error(answer.failed));
      else resolve(answer.code);
    });
    lines.once('close', () => reject(new Error('the guest ended without an answer')));
  });
}
