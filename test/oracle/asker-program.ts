import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { createInterface } from 'node:readline';
import { decodeAnswer, decodeRequest, encodeRequest } from '../../lab/src/probes/wire';
import type { Target } from './asker';

/** Time that answers have, ms. */
const patienceMs = 2000;

const targets = JSON.parse(process.argv[2] ?? '[]') as (Target & { readonly flows: number })[];
const run = process.pid;
let round = 0;
let answered = new Map<string, Map<number, string>>();

const sockets = new Map<string, Socket[]>(targets.map((target) => [target.name, open(target)]));

function open({ name, address, flows }: (typeof targets)[number]): Socket[] {
  return Array.from({ length: flows }, () => {
    const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
    socket.on('error', () => undefined);
    socket.on('message', (bytes) => {
      const [request, answer] = [decodeRequest(bytes), decodeAnswer(bytes)];
      if (!request || !answer || request.run !== run || request.sequence !== round) return;
      const flowsOf = answered.get(name) ?? new Map<number, string>();
      answered.set(name, flowsOf.set(request.flow, `${answer.site}/${answer.host}`));
    });
    socket.bind(0);
    return socket;
  });
}

/** Every line asks all targets once by every flow; the answer is one line. */
createInterface({ input: process.stdin })
  .on('line', () => {
    round += 1;
    answered = new Map();
    for (const { name, address, port } of targets) {
      sockets.get(name)?.forEach((socket, flow) => {
        const now = process.hrtime.bigint();
        const bytes = encodeRequest({ run, flow, sequence: round, scheduledNs: now, sentNs: now });
        socket.send(bytes, port, address, () => undefined);
      });
    }
    const begin = Date.now();
    const timer = setInterval(() => {
      const all = targets.every(({ name, flows }) => answered.get(name)?.size === flows);
      if (!all && Date.now() - begin < patienceMs) return;
      clearInterval(timer);
      const counts = targets.map(({ name }) => {
        const hosts: Record<string, number> = {};
        for (const host of answered.get(name)?.values() ?? []) hosts[host] = (hosts[host] ?? 0) + 1;
        return [name, hosts] as const;
      });
      process.stdout.write(`${JSON.stringify(Object.fromEntries(counts))}\n`);
    }, 10);
  })
  .on('close', () => process.exit(0));
