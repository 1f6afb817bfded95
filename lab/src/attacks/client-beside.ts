import { streamAt } from '../services/stream';
import type { RunningLab } from '../model/running-lab';
import { Probe, bestPriority, monotonicNs, samplesOf } from '../probes';
import type { LiveWindow, Sample } from '../probes';
import { lookUntil } from '../network/until';
import { quantile } from '../statistics';
import type { Measurement } from './measurement';
import type { Scene } from './scene';

/** Time between two requests of the client, ms. */
const paceMs = 10;
/** Time after which a request has failed, ms. */
const timeoutMs = 1000;
/** Windows of 100 ms that must be answered whole before anything is measured. */
const wholeWindows = 10;

/** A span of CLOCK_MONOTONIC, ns. */
export interface Span {
  readonly fromNs: bigint;
  readonly toNs: bigint;
}

/** The client beside: it asks the VIP all the time, and is not part of the attack. */
export class ClientBeside {
  private readonly windows: LiveWindow[] = [];
  private readonly probe: Probe;

  private constructor(
    lab: RunningLab,
    private readonly scene: Scene,
    priority: Awaited<ReturnType<typeof bestPriority>>,
  ) {
    const { service, vip, port, client } = scene;
    const node = lab.clients.get(client);
    const [first] = service.ports;
    if (!node || !first) throw new Error(`the lab has no client ${client}, or ${service.name} no port`);
    const asking = { name: service.name, intervalMs: () => paceMs, timeoutMs };
    const stream = { ...streamAt(service, { address: vip }, first, lab.programs, asking), port };
    this.probe = Probe.start(node, { streams: [stream], priority, live: (window) => void this.windows.push(window) });
  }

  /** Begins to ask. */
  public static async start(lab: RunningLab, scene: Scene): Promise<ClientBeside> {
    return new ClientBeside(lab, scene, await bestPriority());
  }

  /** Waits until every request of the last second was answered by whom the Fleet predicts. @throws Error if that does not come */
  public async answered(withinMs: number): Promise<void> {
    const isWhole = ({ answered, failed }: LiveWindow) =>
      Object.keys(failed).length === 0 && Object.keys(answered).every((host) => this.isPredicted(host.split('/')[0] ?? host));
    const last = () => Promise.resolve(this.windows.slice(-wholeWindows));
    const isSo = (seen: readonly LiveWindow[]) => seen.length === wholeWindows && seen.every(isWhole);
    const seen = await lookUntil(withinMs, last, isSo);
    if (!isSo(seen)) throw new Error(`${this.scene.client} is not answered: ${JSON.stringify(seen.at(-1) ?? 'nothing asked')}`);
  }

  /** Asks no more, and gives what it saw before the attack and under it. */
  public async stop(quiet: Span, attack: Span): Promise<Pick<Measurement, 'client'> & { readonly wrong: number }> {
    const [stream] = await this.probe.stop();
    if (!stream) throw new Error('the client asked nothing');
    const samples = samplesOf(stream);
    const within = ({ fromNs, toNs }: Span) =>
      samples.filter(({ dueMs }) => {
        const at = BigInt(stream.originNs) + BigInt(Math.round(dueMs * 1e6));
        return at >= fromNs && at < toNs;
      });
    const [before, during] = [within(quiet), within(attack)];
    return {
      wrong: during.filter(({ server }) => server && !this.isPredicted(server.site)).length,
      client: {
        asked: during.length,
        unanswered: during.filter((sample) => latencyMs(sample) === Infinity).length,
        quietP99Ms: p99Ms(before),
        p99Ms: p99Ms(during),
      },
    };
  }

  /** Ends it without a result. */
  public abandon(): void {
    this.probe.abandon();
  }

  private isPredicted(site: string): boolean {
    return this.scene.answers.includes(site);
  }
}

/** Now, CLOCK_MONOTONIC, ns. */
export const now = monotonicNs;

function latencyMs({ dueMs, answeredMs, failure }: Sample): number {
  return answeredMs === undefined || failure !== undefined ? Infinity : answeredMs - dueMs;
}

/** The p99 of the latency from when a request was due; null: endless. */
function p99Ms(samples: readonly Sample[]): number | null {
  if (!samples.length) return null;
  const value = quantile(samples.map(latencyMs), 0.99);
  return Number.isFinite(value) ? value : null;
}
