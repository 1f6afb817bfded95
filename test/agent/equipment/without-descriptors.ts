/** Probes a server by every kind of probe while this process has no file descriptor left, and again with some; prints what they say. */
import { closeSync, openSync } from 'node:fs';
import { probeOf } from 'anycast-mec/contract';
import { Deadline } from '../../../agent/src/health/deadline';
import type { Outcome } from '../../../agent/src/health/evidence';
import { probes } from '../../../agent/src/health/probes';

const port = Number(process.argv[2]);
const inputs: Readonly<Record<string, Parameters<typeof probeOf>[0]>> = {
  tcp: { port },
  http: { port, http: '/' },
  udp: { port, udp: { send: 'ping' } },
  dns: { port, dns: { name: 'example.org' } },
  grpc: { port, probe: 'grpc' },
  exec: { port, probe: 'exec', exec: ['true'] },
};

void main();

async function main(): Promise<void> {
  const held: number[] = [];
  // What a first probe loads, it loads now.
  await probeAll();
  try {
    for (;;) held.push(openSync('/dev/null', 'r'));
  } catch {
    // None is left.
  }
  const without = await probeAll();
  held.forEach((descriptor) => closeSync(descriptor));
  process.stdout.write(JSON.stringify({ without, again: await probeAll() }));
}

async function probeAll(): Promise<Record<string, Outcome>> {
  const found: Record<string, Outcome> = {};
  for (const [kind, input] of Object.entries(inputs)) found[kind] = await one(input);
  return found;
}

function one(input: Parameters<typeof probeOf>[0]): Promise<Outcome> {
  return new Promise((resolve) => {
    const config = probeOf(input);
    const deadline = new Deadline();
    const timer = setTimeout(() => deadline.expire(), 1000);
    const settled = (outcome: Outcome) => {
      clearTimeout(timer);
      resolve(outcome);
    };
    try {
      probes[config.kind]('127.0.0.1', config, deadline, settled);
    } catch (error) {
      // As the scheduler takes it.
      settled({ class: 'none', reason: `local ${(error as Error).message}` });
    }
  });
}
