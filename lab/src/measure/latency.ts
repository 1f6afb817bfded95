import { setTimeout as pause } from 'node:timers/promises';
import { measuredService } from '../model/lab-fleet';
import { phase } from '../model/progress';
import type { Progress } from '../model/progress';
import { publishedLatency } from '../model/published';
import type { RunningLab } from '../model/running-lab';
import { monotonicNs, Probe, samplesOf } from '../probes';
import type { Priority, StreamPlan, StreamSamples } from '../probes';
import { isAnswered, mean, median, medianInterval } from '../statistics';
import type { SamplesLine } from './files';
import type { LatencyRow } from './journal';
import { Steadiness } from './steadiness';
import { streamsFor } from './streams';

/** How latencies are measured. */
export interface LatencyOptions {
  readonly priority: Priority;
  readonly progress: Progress;
  readonly samples: (line: SamplesLine) => void;
  /** Is told the rows up to now after every round, and what could not be measured. */
  readonly write: (rows: readonly LatencyRow[], missing: readonly string[]) => void;
}

/** How long a client asks a site, ms: 40 requests over the kept connection, 200 datagrams. */
const askMs = 4000;

/** How long a client waits for the site that the Fleet predicts, ms. */
const settleMs = 60_000;

/** How long the site must answer everything before it is measured, ms. */
const steadyMs = 1000;

/** A state of the fleet in which some clients see a site that they have not seen yet. */
interface Round {
  /** Sites that have withdrawn. */
  readonly withdrawn: readonly string[];
  readonly pairs: readonly { readonly client: string; readonly site: string; readonly predictedMs: number }[];
}

/**
 * Measures the latency from every client network to every site. The VIP leads to the nearest site, so those before the wanted one
 * withdraw; all clients that see something new in a state are measured in it together. A pair that cannot be measured is told, and the
 * others go on.
 */
export async function measureLatencies(lab: RunningLab, options: LatencyOptions): Promise<void> {
  const rows: LatencyRow[] = [];
  const missing: string[] = [];
  const rounds = roundsOf(lab);
  for (const [index, round] of rounds.entries()) {
    const state = round.withdrawn.length ? `${round.withdrawn.join(', ')} withdrawn` : 'nothing withdrawn';
    await phase(options.progress, `round ${index + 1} of ${rounds.length}: ${state}`, async () => {
      const there = await Promise.all(round.withdrawn.map((site) => lab.faults.inject({ verb: 'withdraw', target: site })));
      try {
        const measured = await Promise.allSettled(round.pairs.map((pair) => measurePair(lab, pair, index, options)));
        for (const outcome of measured) {
          if (outcome.status === 'fulfilled') rows.push(...outcome.value);
          else missing.push(outcome.reason instanceof Error ? outcome.reason.message : String(outcome.reason));
        }
        rows.sort((a, b) => `${a.client} ${a.stream}`.localeCompare(`${b.client} ${b.stream}`));
        options.write(rows, missing);
      } finally {
        for (const fault of there) await lab.faults.heal(fault.id);
      }
    });
  }
}

/** The states that show every client every site, each pair once. */
function roundsOf({ fleet }: RunningLab): Round[] {
  const service = measuredService(fleet);
  if (!service) return [];
  const rounds = new Map<string, { withdrawn: string[]; pairs: Round['pairs'][number][] }>();
  const preferences = fleet.preferences(service.name);
  const depth = Math.max(0, ...preferences.map((preference) => preference.order.length));
  for (let place = 0; place < depth; place++) {
    for (const { at, client, order } of preferences) {
      const entry = order[place];
      if (!entry) continue;
      const withdrawn = order.slice(0, place).map((before) => before.site);
      const key = [...withdrawn].sort().join();
      const round = rounds.get(key) ?? { withdrawn, pairs: [] };
      rounds.set(key, round);
      round.pairs.push({ client: `${at}/${client}`, site: entry.site, predictedMs: entry.roundTripMs });
    }
  }
  return [...rounds.values()];
}

async function measurePair(
  lab: RunningLab,
  { client, site, predictedMs }: Round['pairs'][number],
  round: number,
  options: LatencyOptions,
): Promise<LatencyRow[]> {
  const node = lab.clients.get(client);
  if (!node) throw new Error(`the lab has no client ${client}`);
  const streams = plansFor(lab, site, round);
  const steadiness = new Map(streams.map((stream) => [stream.name, new Steadiness()]));
  const probe = Probe.start(node, {
    streams,
    priority: options.priority,
    live: (window) => steadiness.get(window.stream)?.feed(window),
  });
  try {
    const steady = [...steadiness.values()].map((one) => one.wait((host) => host.startsWith(`${site}/`), steadyMs, 0n, settleMs));
    if ((await Promise.all(steady)).includes(undefined))
      throw new Error(`${client} is not answered by ${site} within ${settleMs / 1000} s, as the Fleet predicts`);
    const fromNs = monotonicNs();
    await pause(askMs);
    const results = await probe.stop();
    for (const result of results) options.samples({ trial: round, cell: `${client} to ${site}`, ...result });
    return results.map((result) => rowOf(lab, client, site, predictedMs, result, fromNs));
  } catch (error) {
    probe.abandon();
    throw error;
  }
}

/** UDP every 20 ms and HTTP over one connection: one round trip each. A new connection would take two. */
function plansFor(lab: RunningLab, site: string, round: number): StreamPlan[] {
  const plans = streamsFor(lab, { site, run: round + 1 }).processes.flat();
  return plans.flatMap((plan): StreamPlan[] => {
    if (plan.kind === 'udp') return [{ ...plan, name: 'udp-20ms', intervalMs: 20 }];
    return plan.kind === 'http' && plan.keepAlive ? [plan] : [];
  });
}

function rowOf(
  lab: RunningLab,
  client: string,
  site: string,
  predictedMs: number,
  result: StreamSamples,
  fromNs: bigint,
): LatencyRow {
  const fromMs = Number(fromNs - BigInt(result.originNs)) / 1e6;
  const asked = samplesOf(result).filter((sample) => sample.dueMs >= fromMs);
  const answered = asked.filter((sample) => isAnswered(sample) && sample.server?.site === site);
  const latencies = answered.map((sample) => (sample.answeredMs ?? 0) - (sample.sentMs ?? 0));
  if (!latencies.length) throw new Error(`${client} had no answer of ${site} over ${result.stream}`);
  const average = mean(latencies);
  const interval = medianInterval(latencies);
  const published = publishedLatency(lab.published, client, site);
  return {
    client,
    site,
    predictedMs: lab.delay === 'none' ? 0 : predictedMs,
    n: latencies.length,
    meanMs: average,
    medianMs: median(latencies),
    intervalMs: [interval.low, interval.high],
    minMs: Math.min(...latencies),
    maxMs: Math.max(...latencies),
    deviationMs: Math.sqrt(mean(latencies.map((latency) => (latency - average) ** 2))),
    lost: asked.length - answered.length,
    stream: result.stream,
    ...(published && { published }),
  };
}
