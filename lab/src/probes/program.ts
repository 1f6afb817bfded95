import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { AskedStream } from './asked-stream';
import { Asker } from './asker';
import { HttpStream } from './http-stream';
import { LiveView } from './live';
import { probePlanSchema } from './plan';
import type { ProbePlan, StreamPlan } from './plan';
import { monotonicNs } from './schedule';
import { UdpStream } from './udp-stream';

/** Time from the start of the program to the first request, ns: enough to open every socket. */
const leadNs = 50_000_000n;

/** Time for which answers are taken after the last request, ms. */
const lastAnswersMs = 400;

/**
 * The program that runs in a client's network namespace. Takes its plan as JSON in its only argument; writes one line of JSON for
 * each window of each stream; ends when its input ends or says `stop` (so also when whoever started it dies), and writes
 * the result to the file that the plan names.
 */
function main(): void {
  const plan: ProbePlan = probePlanSchema.parse(JSON.parse(process.argv[2] ?? ''));
  const originNs = monotonicNs() + leadNs;
  const askers = new Map<string, Asker>();
  const streams = plan.streams.map((stream) => open(stream, originNs, askers));
  const views = streams.map((stream, index) => {
    const name = plan.streams[index]?.name ?? '';
    return new LiveView(name, stream.schedule, stream.recorder, (window) => process.stdout.write(`${JSON.stringify(window)}\n`));
  });
  process.stdout.on('error', () => process.exit(1));
  for (const stream of streams) stream.start();
  for (const view of views) view.start();
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    for (const stream of streams) stream.stop();
    setTimeout(() => {
      for (const view of views) view.stop();
      const results = streams.map((stream) => stream.finish());
      for (const asker of askers.values()) asker.close();
      if (plan.result !== undefined) writeFileSync(plan.result, JSON.stringify(results));
      process.stdout.write(`${JSON.stringify({ done: true })}\n`, () => process.exit(0));
    }, lastAnswersMs);
  };
  const input = createInterface({ input: process.stdin });
  input.on('line', (line) => {
    if (line === 'stop') end();
  });
  input.on('close', end);
}

function open(stream: StreamPlan, originNs: bigint, askers: Map<string, Asker>): UdpStream | HttpStream | AskedStream {
  if (stream.kind === 'udp') return new UdpStream(stream, originNs);
  if (stream.kind === 'http') return new HttpStream(stream, originNs);
  const asker = askers.get(stream.program) ?? new Asker(stream.program, fail);
  askers.set(stream.program, asker);
  return new AskedStream(stream, originNs, asker);
}

function fail(reason: string): void {
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}

main();
