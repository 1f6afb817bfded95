import { z } from 'zod';
import { publishedFigureSchema } from '../model/published';
import { eventKinds } from '../timeline/event';

/** A time that was still running when the trial ended (right-censored) is `null`. */
const censorable = z.number().nullable();
const ms = z.number();
const count = z.int().min(0);

const eventSchema = z.strictObject({ atMs: ms, kind: z.enum(eventKinds), where: z.string(), detail: z.string() });

const phaseSchema = z.strictObject({
  name: z.string(),
  /** Length in this trial, ms; absent where its events were not seen. */
  measuredMs: ms.optional(),
  /** What the budget allows, ms; absent where it names no such phase. */
  budgetMs: ms.optional(),
});

const streamSchema = z.strictObject({
  stream: z.string(),
  kind: z.enum(['udp', 'http', 'asked']),
  intervalMs: ms,
  flows: count,
  requests: count,
  /** Not answered well between fault and heal. */
  lost: count,
  lossDerivedMs: ms,
  blackoutMs: censorable,
  gaps: count,
  agrees: z.boolean(),
  /** Of `lost`: on the way to the server, and on the way back. UDP only. */
  lostRequests: count.optional(),
  lostReplies: count.optional(),
  failures: z.record(z.string(), count),
  /** Not answered well after the heal. */
  lostInRecovery: count,
  /** Blackout of each flow, ms: minimum, median, maximum. Streams of several flows only. */
  flowBlackoutMs: z.strictObject({ min: censorable, median: censorable, max: censorable }).optional(),
  late: z.strictObject({ p50Ms: ms, p99Ms: ms, maxMs: ms }),
});

const trialSchema = z.strictObject({
  number: count,
  cell: z.string(),
  /** Discarded from all statistics: it warms caches and ARP up. */
  warmUp: z.boolean(),
  /** Why it does not count; empty: it does. Never dropped in silence. */
  invalid: z.array(z.string()),
  /** Whether something was still going on when the trial ended. */
  censored: z.boolean(),
  /** Delay drawn at random before the fault, ms. */
  phaseMs: ms,
  /** How long the injection itself took, ms. */
  injectionMs: ms,
  /** When the fault was taken back, ms after it was injected. */
  healMs: ms,
  /** Outage of the primary stream: blackout, ms. */
  outageMs: censorable,
  /** From the fault to the first answer of the next site or host, ms. */
  failoverMs: censorable,
  /** From the heal to the first answer of the first site again, ms. */
  recoveryMs: censorable,
  /** Answers by a site that the Fleet does not predict. */
  wrongSite: count,
  streams: z.array(streamSchema),
  events: z.array(eventSchema),
  phases: z.array(phaseSchema),
  /** What the events on the routers do not explain of the outage, ms; absent where there was none or no event was seen. */
  residualMs: ms.optional(),
  /** What the outage exceeds the budget by, ms. */
  overBudgetMs: ms.optional(),
  flags: z.array(z.string()),
  /** What all client networks saw before the fault was taken back: those without an answer against the prediction, and those of several sites. */
  afterwards: z.strictObject({ clients: count, unanswered: z.array(z.string()), split: z.array(z.string()) }).exactOptional(),
});

const cellSchema = z.strictObject({
  name: z.string(),
  title: z.string(),
  client: z.string(),
  first: z.string(),
  /** Who answers next: a site, or another host of the same site; absent where nobody does until the heal. */
  next: z.string().optional(),
  faults: z.array(z.string()),
  setUp: z.array(z.string()),
  metric: z.enum(['outage', 'latency']),
  budget: z
    .strictObject({
      case: z.string(),
      phases: z.array(z.strictObject({ name: z.string(), ms })),
      convergedMs: ms,
      outageMs: ms,
      /** Link delay that comes on top, ms. */
      delayMs: ms,
    })
    .optional(),
  published: publishedFigureSchema.optional(),
});

const latencySchema = z.strictObject({
  client: z.string(),
  site: z.string(),
  /** Delay of the network that the Fleet predicts, both ways, ms. */
  predictedMs: ms,
  n: count,
  meanMs: ms,
  medianMs: ms,
  intervalMs: z.tuple([ms, ms]),
  minMs: ms,
  maxMs: ms,
  deviationMs: ms,
  lost: count,
  stream: z.string(),
  published: publishedFigureSchema.optional(),
});

const environmentSchema = z.strictObject({
  kernel: z.string(),
  cpus: count,
  loadBefore: z.number(),
  loadAfter: z.number(),
  clocksource: z.string(),
  node: z.string(),
  /** Version of each daemon that runs. */
  daemons: z.record(z.string(), z.string()),
  priority: z.enum(['real-time', 'normal']),
  revision: z.string(),
  /** How far the wall clock, of which captures are stamped, moved against the monotonic one, ms. */
  clockDriftMs: ms,
});

/** Format of a journal that is written. 1 differs in one name, see {@link readJournal}. */
export const journalFormat = 2;

/** The record of one run of an experiment: everything but the samples. */
const journalSchema = z.strictObject({
  format: z.literal(journalFormat),
  experiment: z.string(),
  title: z.string(),
  question: z.string(),
  command: z.string(),
  startedAt: z.string(),
  fleet: z.string(),
  level: z.enum(['routers', 'cluster', 'mpls']),
  delay: z.enum(['netem', 'delay-line', 'none']),
  /** Dialect of the border routers. */
  border: z.enum(['frr', 'bird']),
  /** Dialects of the routers of networks, such as `BIRD`. @default - FRR alone */
  backbone: z.string().exactOptional(),
  /** BFD between hosts and border, such as `50 ms x 3`. */
  bfd: z.string(),
  /** Whether failover agents ran; absent where the level has none. */
  agent: z.boolean().exactOptional(),
  notes: z.array(z.string()),
  options: z.strictObject({ trials: count, seed: z.int(), paceMs: ms.optional(), steadyMs: ms, stableMs: ms, giveUpMs: ms }),
  environment: environmentSchema,
  cells: z.array(cellSchema),
  trials: z.array(trialSchema),
  latencies: z.array(latencySchema),
  /** Why it ended before all trials were done; absent: it did not. */
  stopped: z.string().optional(),
});

/** See {@link journalSchema}. */
export type Journal = z.infer<typeof journalSchema>;
/** What all client networks saw in a trial, while the fault was there and everything had settled. */
export type Afterwards = NonNullable<Trial['afterwards']>;
/** One trial in a journal. */
export type Trial = z.infer<typeof trialSchema>;
/** What one stream saw in a trial. */
export type TrialStream = z.infer<typeof streamSchema>;
/** A part of an outage beside what the budget allows for it. */
export type TrialPhase = z.infer<typeof phaseSchema>;
/** One cell of an experiment: a fault at a place, repeated. */
export type JournalCell = z.infer<typeof cellSchema>;
/** Latency of a site as a client network sees it. */
export type LatencyRow = z.infer<typeof latencySchema>;
/** The machine that measured. */
export type Environment = z.infer<typeof environmentSchema>;

/** What the published figure of a cell or latency was called in format 1. */
const nameInFormat1 = 'thesis';

/** Note by which format 1 told that no agent ran. */
const noteInFormat1 = 'the failover agent is left out';

/**
 * Reads a journal of this format or the one before.
 *
 * @param value the file as JSON
 * @returns the journal, or what is wrong with it
 */
export function readJournal(value: unknown): z.ZodSafeParseResult<Journal> {
  const old = z.looseObject({
    format: z.literal(1),
    notes: z.array(z.string()),
    cells: z.array(z.looseObject({})),
    latencies: z.array(z.looseObject({})),
  });
  const { data } = old.safeParse(value);
  if (!data) return journalSchema.safeParse(value);
  const [cells, latencies] = [data.cells.map(renamed), data.latencies.map(renamed)];
  const agent = data.notes.includes(noteInFormat1) ? { agent: false } : {};
  return journalSchema.safeParse({ ...data, format: journalFormat, cells, latencies, ...agent });
}

function renamed({ [nameInFormat1]: published, ...entry }: Record<string, unknown>): Record<string, unknown> {
  return published === undefined ? entry : { ...entry, published };
}

/** A time of a journal as a number: one that is censored is infinite. */
export function uncensored(value: number | null): number {
  return value ?? Infinity;
}

/** The reverse of {@link uncensored}. */
export function censored(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
