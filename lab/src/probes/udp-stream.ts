import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { failureOfError } from './failure';
import type { UdpPlan } from './plan';
import { Recorder } from './recorder';
import type { StreamSamples } from './samples';
import { monotonicNs, Schedule } from './schedule';
import { decodeAnswer, decodeRequest, encodeRequest } from './wire';

/**
 * Datagrams at a constant rate. The sockets are not connected on purpose: an ICMP error would be given to the next send, which
 * would then not be sent. So a lost datagram is a `timeout` here, and HTTP tells `refused` and `unreachable` apart.
 */
export class UdpStream {
  public readonly schedule: Schedule;
  public readonly recorder: Recorder;
  private readonly sockets: Socket[];

  public constructor(
    private readonly plan: UdpPlan,
    originNs: bigint,
  ) {
    const { name: stream, address, port, intervalMs, flows } = plan;
    this.recorder = new Recorder({ stream, kind: 'udp', target: `${address}:${port}`, intervalMs, flows }, originNs);
    this.schedule = new Schedule(originNs, (intervalMs * 1e6) / flows, (index, dueNs) => this.send(index, dueNs));
    this.sockets = Array.from({ length: flows }, () => this.open());
  }

  /** Begins to send. */
  public start(): void {
    this.schedule.start();
  }

  /** Sends no more; answers are still taken until {@link finish}. */
  public stop(): void {
    this.schedule.stop();
  }

  /** Closes the sockets and gives the result. */
  public finish(): StreamSamples {
    for (const socket of this.sockets) socket.close();
    return this.recorder.finish();
  }

  private open(): Socket {
    const { address } = this.plan;
    const family = isIPv6(address) ? 6 : 4;
    // The lookup of an address literal costs each send a turn of the event loop. The own address is looked up as well.
    const socket = createSocket({ type: `udp${family}`, lookup: (host, _options, done) => done(null, host, family) });
    socket.on('message', (bytes) => this.receive(bytes));
    socket.on('error', () => undefined); // each send tells its own error
    socket.bind(0);
    return socket;
  }

  private send(index: number, dueNs: bigint): void {
    const { flows, run, address, port } = this.plan;
    const flow = index % flows;
    const sentNs = monotonicNs();
    this.recorder.sent(index, dueNs, sentNs);
    const bytes = encodeRequest({ run, flow, sequence: Math.floor(index / flows), scheduledNs: dueNs, sentNs });
    this.sockets[flow]?.send(bytes, port, address, (error) => {
      if (error) this.recorder.failed(index, failureOfError(error));
    });
  }

  private receive(bytes: Buffer): void {
    const atNs = monotonicNs();
    const request = decodeRequest(bytes);
    const answer = decodeAnswer(bytes);
    if (!request || !answer || request.run !== this.plan.run) return;
    const { site, host, pod } = answer;
    this.recorder.answered(request.sequence * this.plan.flows + request.flow, atNs, { site, host, pod }, answer);
  }
}
