import type { StreamSamples } from '../../../lab/src/probes';
import type { Journal, LatencyRow, Trial } from '../../../lab/src/measure/journal';

/** A stream at 1 kHz: who answers request `i`, or nobody. Its origin is at 1 s of CLOCK_MONOTONIC. */
export function streamAt1Khz(length: number, who: (index: number) => string | undefined): StreamSamples {
  const indexes = Array.from({ length }, (_, index) => index);
  const names = [...new Set(indexes.map(who).filter((name) => name !== undefined))];
  return {
    stream: 'udp-1ms',
    kind: 'udp',
    target: '203.0.113.254:7007',
    intervalMs: 1,
    flows: 1,
    originNs: '1000000000',
    servers: names.map((name) => ({ site: name.split('/')[0] ?? '', host: name.split('/')[1] ?? '', pod: '1' })),
    sentUs: indexes.map((index) => index * 1000),
    answeredUs: indexes.map((index) => (who(index) === undefined ? -1 : index * 1000 + 500)),
    server: indexes.map((index) => names.indexOf(who(index) ?? '')),
    failure: indexes.map((index) => (who(index) === undefined ? 3 : -1)),
    receivedUs: indexes.map((index) => index * 1000 + 200),
    count: indexes.map((index) => index + 1),
    late: { p50Ms: 0.4, p99Ms: 0.9, maxMs: 1.5 },
  };
}

/** A trial of a journal with this outage and failover time. Test data: nothing of it was measured. */
export function trialOf(number: number, outageMs: number | null, failoverMs: number | null, more: Partial<Trial> = {}): Trial {
  const lost = Math.max(0, (outageMs ?? 5000) - 1);
  return {
    number,
    cell: 'all-hosts',
    warmUp: false,
    invalid: [],
    censored: outageMs === null,
    phaseMs: 12,
    injectionMs: 3,
    healMs: 2500,
    outageMs,
    failoverMs,
    recoveryMs: 1200,
    wrongSite: 0,
    streams: [
      {
        stream: 'udp-1ms',
        kind: 'udp',
        intervalMs: 1,
        flows: 1,
        requests: 2650,
        lost,
        lossDerivedMs: lost,
        blackoutMs: outageMs,
        gaps: lost ? 1 : 0,
        agrees: true,
        lostRequests: lost,
        lostReplies: 0,
        failures: lost ? { timeout: lost } : {},
        lostInRecovery: 0,
        late: { p50Ms: 0.4, p99Ms: 0.9, maxMs: 1.5 },
      },
    ],
    events: [
      { atMs: 0, kind: 'inject', where: 'lab', detail: 'the fault happens' },
      { atMs: 140, kind: 'bfd-down', where: 'mec-1/border-1', detail: 'mec-1/host-1' },
    ],
    phases: [{ name: 'border detects it', measuredMs: 140, budgetMs: 150 }],
    flags: [],
    ...more,
  };
}

/** A journal with these trials. Test data: nothing of it was measured. */
export function journalOf(trials: readonly Trial[], more: Partial<Journal> = {}): Journal {
  return {
    format: 2,
    experiment: 'host-loss',
    title: 'Hosts lose power',
    question: 'How long?',
    command: 'anycast-mec lab experiment host-loss --trials 3 --seed 1',
    startedAt: '2026-01-01T00:00:00.000Z',
    fleet: 'test-fleet',
    level: 'routers',
    delay: 'none',
    border: 'frr',
    bfd: '50 ms x 3',
    notes: ['a note of the lab'],
    options: { trials: 3, seed: 1, steadyMs: 2000, stableMs: 2000, giveUpMs: 30000 },
    environment: {
      kernel: '6.1 test',
      cpus: 2,
      loadBefore: 1,
      loadAfter: 1,
      clocksource: 'tsc',
      node: 'v20',
      daemons: { frr: 'bgpd 8.4' },
      priority: 'normal',
      revision: 'abc',
      clockDriftMs: 0,
    },
    cells: [
      {
        name: 'all-hosts',
        title: 'all hosts of mec-1 lose power',
        client: 'mec-1/ran',
        first: 'mec-1',
        next: 'mec-2',
        faults: ['host-power-off mec-1/host-1'],
        setUp: [],
        metric: 'outage',
        budget: {
          case: 'all-hosts-loss',
          phases: [{ name: 'border detects', ms: 150 }],
          convergedMs: 310,
          outageMs: 310,
          delayMs: 6,
        },
        published: { meanMs: 596.67, deviationMs: 159.21, source: 'a test' },
      },
    ],
    trials: [...trials],
    latencies: [],
    ...more,
  };
}

/** A latency of a journal. Test data: nothing of it was measured. */
export function latencyOf(more: Partial<LatencyRow> = {}): LatencyRow {
  return {
    client: 'mec-1/ran',
    site: 'mec-1',
    predictedMs: 6,
    n: 40,
    meanMs: 6.2,
    medianMs: 6.1,
    intervalMs: [6, 6.3],
    minMs: 5.9,
    maxMs: 7,
    deviationMs: 0.2,
    lost: 0,
    stream: 'udp-20ms',
    ...more,
  };
}
