import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { ok, outcomeOfError } from '../evidence';
import type { Outcome } from '../evidence';
import { untilSettled } from '../probe';
import type { Deadline } from '../deadline';
import type { Probe, Settle } from '../probe';

/** Sends one datagram from a connected socket (so that an ICMP refusal is seen) and judges the first reply. */
export function exchange(
  to: { address: string; port: number },
  payload: Buffer,
  deadline: Deadline,
  settled: Settle,
  judge: (reply: Buffer) => Outcome,
): void {
  untilSettled(deadline, settled, (settle) => {
    const socket = createSocket(isIPv6(to.address) ? 'udp6' : 'udp4');
    socket.on('error', (error) => settle(outcomeOfError(error)));
    socket.on('message', (reply) => settle(judge(reply)));
    socket.connect(to.port, to.address, () => {
      socket.send(payload, (error) => {
        if (error) settle(outcomeOfError(error));
      });
    });
    return () => {
      socket.removeAllListeners('message');
      socket.close();
    };
  });
}

/** A payload is sent, and a reply that matches comes back. */
export const udpProbe: Probe = (address, { port, udp }, deadline, settle) =>
  exchange({ address, port }, Buffer.from(udp?.send ?? ''), deadline, settle, (reply) => {
    const expected = udp?.expect;
    return !expected || expected.test(reply.toString('utf8'))
      ? ok
      : { class: 'soft', reason: `reply does not match ${String(expected)}` };
  });
