import { z } from 'zod';
import { longestTimeMs } from '../contract/agent/duration-schema';
import { milliseconds } from '../contract/durations';

/** A number of sites, or a share of the fleet: `2`, `25%`. */
const countSchema = z.string().regex(/^(\d+|\d{1,2}%|100%)$/, 'a number of sites, or a share such as 25%, at most 100%');

/** The knobs of a rollout. They are those of Open Cluster Management's RolloutStrategy, in this project's words. */
export interface RolloutStrategy {
  /** Sites that go first, alone, and may not fail. @default - the site with the fewest clients */
  readonly canary?: readonly string[];
  /** Sites of the first wave after the canaries; each next wave has twice as many, up to `maxUnavailable`. @default 1 */
  readonly firstWave: number;
  /** Most sites of the fleet that are away at once, for whatever reason: drained by the rollout, or down already. @default '25%', at least one */
  readonly maxUnavailable: string;
  /** How long a site must be healthy without a break before the next wave, ms. @default 30 s */
  readonly soakMs: number;
  /** How long a site may take from the end of its deployment until it is healthy, with the soak, ms. @default 10 min */
  readonly deadlineMs: number;
  /** Sites that may fail before the rollout stops; a canary may not. @default '0' */
  readonly maxFailures: string;
  /** Whether a site is drained: if the change interrupts it, always, or never. @default 'auto' */
  readonly drain: 'auto' | 'always' | 'never';
  /** How long a drained site keeps serving what is in flight before it is changed, ms. @default 5 s */
  readonly drainMs: number;
  /** Whether Namespaces, definitions of kinds and Services of VIPs may be deleted or replaced. @default false */
  readonly allowDelete: boolean;
}

/** See {@link RolloutStrategy}. */
export const defaultStrategy: RolloutStrategy = {
  firstWave: 1,
  maxUnavailable: '25%',
  soakMs: 30_000,
  deadlineMs: 600_000,
  maxFailures: '0',
  drain: 'auto',
  drainMs: 5_000,
  allowDelete: false,
};

/**
 * How many sites a count is.
 *
 * @param least what a share is at least: a quarter of three sites is one
 */
export function sitesIn(count: string, sites: number, least: number): number {
  return count.endsWith('%') ? Math.max(least, Math.floor((sites * Number(count.slice(0, -1))) / 100)) : Number(count);
}

const time = z.string().transform((text, context) => {
  try {
    const ms = milliseconds(text);
    // A timer of Node that is set for longer than 2^31 - 1 ms fires at once.
    if (ms > longestTimeMs) context.addIssue({ code: 'custom', message: `${text} is too long: at most 24h` });
    return ms;
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
    return z.NEVER;
  }
});

/** The strategy as the command line gives it, every value a text. */
export const strategySchema = z.object({
  canary: z.array(z.string()).optional(),
  firstWave: z
    .string()
    .regex(/^[1-9]\d*$/, 'a number of sites')
    .transform(Number)
    .optional(),
  maxUnavailable: countSchema.refine((count) => count !== '0' && count !== '0%', 'one site at least').optional(),
  soak: time.optional(),
  deadline: time.optional(),
  maxFailures: countSchema.optional(),
  drain: z.enum(['auto', 'always', 'never']).optional(),
  drainTime: time.optional(),
  allowDelete: z.boolean().optional(),
});

/**
 * Reads the strategy from the options of the command line.
 *
 * @throws Error with every option that cannot be used
 */
export function strategyFrom(options: unknown): RolloutStrategy {
  const read = strategySchema.safeParse(options);
  if (!read.success) {
    const lines = read.error.issues.map(
      ({ path, message }) => `--${path.join('.').replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}: ${message}`,
    );
    throw new Error(lines.join('\n'));
  }
  const { canary, firstWave, maxUnavailable, soak, deadline, maxFailures, drain, drainTime, allowDelete } = read.data;
  const strategy = {
    ...defaultStrategy,
    ...(canary && { canary }),
    ...(firstWave !== undefined && { firstWave }),
    ...(maxUnavailable !== undefined && { maxUnavailable }),
    ...(soak !== undefined && { soakMs: soak }),
    ...(deadline !== undefined && { deadlineMs: deadline }),
    ...(maxFailures !== undefined && { maxFailures }),
    ...(drain && { drain }),
    ...(drainTime !== undefined && { drainMs: drainTime }),
    ...(allowDelete !== undefined && { allowDelete }),
  };
  if (strategy.soakMs > strategy.deadlineMs) {
    const [soakS, deadlineS] = [strategy.soakMs / 1000, strategy.deadlineMs / 1000];
    throw new Error(`--soak: no site can be healthy for ${soakS} s by its deadline of ${deadlineS} s; give a longer --deadline`);
  }
  return strategy;
}
