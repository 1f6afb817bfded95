import { isIPv6 } from 'node:net';
import type { Asker } from './asker';
import type { AskedPlan } from './plan';
import { Recorder } from './recorder';
import type { StreamSamples } from './samples';
import { monotonicNs, Schedule } from './schedule';

/**
 * Requests in the protocol of the service, in an open loop as those of HTTP: the sample client makes each, with a connection of its own, and
 * tells when the answer was there.
 */
export class AskedStream {
  public readonly schedule: Schedule;
  public readonly recorder: Recorder;

  public constructor(
    private readonly plan: AskedPlan,
    originNs: bigint,
    private readonly asker: Asker,
  ) {
    const { name: stream, address, port, intervalMs } = plan;
    const target = `${isIPv6(address) ? `[${address}]` : address}:${port}`;
    this.recorder = new Recorder({ stream, kind: 'asked', target, intervalMs, flows: 1 }, originNs);
    this.schedule = new Schedule(originNs, intervalMs * 1e6, (index, dueNs) => this.send(index, dueNs));
  }

  /** Begins to ask. */
  public start(): void {
    this.schedule.start();
  }

  /** Asks no more; answers are still taken until {@link finish}. */
  public stop(): void {
    this.schedule.stop();
  }

  /** Gives the result. */
  public finish(): StreamSamples {
    return this.recorder.finish();
  }

  private send(index: number, dueNs: bigint): void {
    this.recorder.sent(index, dueNs, monotonicNs());
    this.asker.ask(this.plan, ({ atNs, server, failure }) => {
      if (failure !== undefined) this.recorder.failed(index, failure);
      else this.recorder.answered(index, BigInt(atNs), server);
    });
  }
}
