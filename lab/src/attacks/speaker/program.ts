import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { z } from 'zod';
import { keepalive } from './messages';

/** What the speaker is told: addresses, its OPEN as hexadecimal text, and a file with the messages that it sends once it is heard. */
export const speakerPlanSchema = z.strictObject({
  local: z.string(),
  neighbor: z.string(),
  open: z.string(),
  file: z.string(),
});

/** See {@link speakerPlanSchema}. */
export type SpeakerPlan = z.infer<typeof speakerPlanSchema>;

const bgpPort = 179;
/** Time between two KEEPALIVEs, ms: fleets have hold times from 3 s on. */
const keepaliveMs = 900;
/** Time until it dials again, ms. */
const againMs = 1000;
const headerBytes = 19;

/**
 * Speaks BGP with one neighbor: dials, opens, sends what it was given, and keeps the session up; dials again when it is closed. Each
 * event is a word on a line. It ends with whoever started it.
 */
function main(): void {
  const plan = speakerPlanSchema.parse(JSON.parse(process.argv[2] ?? ''));
  const messages = readFileSync(plan.file);
  process.stdin.on('end', () => process.exit(0)).resume();
  dial(plan, messages);
}

function dial(plan: SpeakerPlan, messages: Buffer): void {
  const socket = connect({ host: plan.neighbor, port: bgpPort, localAddress: plan.local });
  let rest: Buffer = Buffer.alloc(0);
  let isUp = false;
  const beat = setInterval(() => isUp && socket.write(keepalive), keepaliveMs);
  socket.on('connect', () => {
    tell('connected');
    socket.write(Buffer.from(plan.open, 'hex'));
  });
  socket.on('data', (bytes: Buffer) => {
    rest = Buffer.concat([rest, bytes]);
    while (rest.length >= headerBytes) {
      const length = rest.readUInt16BE(16);
      if (rest.length < length) break;
      isUp = take(rest.subarray(0, length), isUp, socket, messages);
      rest = rest.subarray(length);
    }
  });
  socket.on('error', ({ message }) => tell(`failed ${message}`));
  socket.on('close', () => {
    clearInterval(beat);
    tell('closed');
    setTimeout(() => dial(plan, messages), againMs);
  });
}

/** Takes a message; whether the session is up now. */
function take(message: Buffer, isUp: boolean, socket: Socket, messages: Buffer): boolean {
  const type = message.readUInt8(18);
  if (type === 1) socket.write(keepalive);
  if (type === 3) tell(`notified ${message.readUInt8(19)}/${message.readUInt8(20)}`);
  if (type !== 4 || isUp) return isUp;
  tell('established');
  socket.write(messages);
  return true;
}

function tell(event: string): void {
  process.stdout.write(`${event}\n`);
}

if (require.main === module) main();
