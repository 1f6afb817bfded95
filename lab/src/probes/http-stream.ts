import { Agent, request } from 'node:http';
import { isIPv6 } from 'node:net';
import { failureOfError, failureOfStatus } from './failure';
import type { HttpPlan } from './plan';
import { Recorder } from './recorder';
import { serverSchema } from './samples';
import type { Server, StreamSamples } from './samples';
import { monotonicNs, Schedule } from './schedule';

/** Longest answer that is read, characters: it is a line of JSON. */
const longestAnswer = 10_000;

/**
 * HTTP requests in an open loop: each starts when it is due, whatever became of those before, and its latency counts from
 * then. With `keepAlive` one connection carries them all, as long as it lives; a new one is made when it is lost.
 */
export class HttpStream {
  public readonly schedule: Schedule;
  public readonly recorder: Recorder;
  private readonly agent: Agent;

  public constructor(
    private readonly plan: HttpPlan,
    originNs: bigint,
  ) {
    const { name: stream, address, port, intervalMs, keepAlive } = plan;
    this.recorder = new Recorder({ stream, kind: 'http', target: `${address}:${port}`, intervalMs, flows: 1 }, originNs);
    this.schedule = new Schedule(originNs, intervalMs * 1e6, (index, dueNs) => this.send(index, dueNs));
    this.agent = keepAlive ? new Agent({ keepAlive, maxSockets: 1 }) : new Agent({ keepAlive });
  }

  /** Begins to ask. */
  public start(): void {
    this.schedule.start();
  }

  /** Asks no more; answers are still taken until {@link finish}. */
  public stop(): void {
    this.schedule.stop();
  }

  /** Ends what is open and gives the result. */
  public finish(): StreamSamples {
    this.agent.destroy();
    return this.recorder.finish();
  }

  private send(index: number, dueNs: bigint): void {
    const { address, port, path, timeoutMs, keepAlive } = this.plan;
    this.recorder.sent(index, dueNs, monotonicNs());
    const host = isIPv6(address) ? `[${address}]` : address;
    const asked = request({
      agent: this.agent,
      host: address,
      port,
      path,
      headers: { host, connection: keepAlive ? 'keep-alive' : 'close' },
    });
    const deadline = setTimeout(() => {
      this.recorder.failed(index, 'timeout');
      asked.destroy();
    }, timeoutMs);
    asked.on('error', (error) => {
      clearTimeout(deadline);
      this.recorder.failed(index, failureOfError(error));
    });
    asked.on('response', (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        if (body.length < longestAnswer) body += text;
      });
      response.on('error', () => undefined); // told as an error of the request
      response.on('end', () => {
        clearTimeout(deadline);
        if (this.recorder.settled(index)) return;
        this.recorder.answered(index, monotonicNs(), identityIn(body));
        const failure = failureOfStatus(response.statusCode ?? 0);
        if (failure) this.recorder.failed(index, failure);
      });
    });
    asked.end();
  }
}

function identityIn(body: string): Server | undefined {
  try {
    return serverSchema.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}
