import { randomUUID } from 'node:crypto';
import { summary } from './changes';
import type { SiteEngine } from './engine/site-engine';
import type { Fleet } from '../fleet';
import type { Clock } from './clock';
import { digestOf } from './journal';
import type { Journal, PastRollout } from './journal';
import type { RolloutPlan } from './plan';
import { rollSite } from './roll-site';
import type { RolloutContext, SiteResult } from './roll-site';
import type { SiteControl } from './sites/site-control';
import type { RolloutStrategy } from './strategy';

/** A rollout to be carried out. */
export interface RolloutRequest {
  readonly fleet: Fleet;
  readonly plan: RolloutPlan;
  readonly strategy: RolloutStrategy;
  readonly engine: SiteEngine;
  readonly control: SiteControl;
  readonly journal: Journal;
  readonly clock: Clock;
  /** Revision of the project, for a later rollback. */
  readonly revision?: string;
  /** The rollout to go on with. @default - a new one */
  readonly resumed?: PastRollout;
  /** Preview and guards only: nothing is drained or deployed, and the journal is not written. */
  readonly dryRun?: boolean;
  /** True once the operator wants no further site begun. */
  readonly isInterrupted?: () => boolean;
  readonly tell: (line: string) => void;
}

/** What became of a rollout. */
export interface RolloutResult {
  readonly outcome: 'done' | 'stopped';
  /** Why it stopped. */
  readonly reason?: string;
  readonly sites: readonly (SiteResult | { readonly site: string; readonly outcome: 'not begun' | 'done before' })[];
}

/**
 * Carries out a rollout, wave by wave, and stops when more sites have failed than tolerated: nothing after that is touched. What is
 * under way in a wave comes to its end first.
 */
export async function rollOut(request: RolloutRequest): Promise<RolloutResult> {
  const { plan, journal, clock, dryRun = false, resumed } = request;
  const at = () => clock.date().toISOString();
  if (!resumed && !dryRun) {
    const { revision } = request;
    const entry = { at: at(), event: 'plan', id: randomUUID(), digest: digestOf(plan), plan } as const;
    journal.write({ ...entry, ...(revision !== undefined && { revision }) });
  }
  const note: RolloutContext['note'] = (site, step, detail) => {
    if (!dryRun) journal.write({ at: at(), event: 'site', site, step, ...(detail !== undefined && { detail }) });
  };
  const results = new Map<string, RolloutResult['sites'][number]>();
  const away = new Set([...(resumed?.steps ?? [])].filter(([, { isDrained }]) => isDrained).map(([site]) => site));
  const inTurn = turns();
  let reason: string | undefined;
  for (const [index, wave] of plan.waves.entries()) {
    if (request.isInterrupted?.()) reason = 'interrupted';
    if (reason !== undefined) break;
    const left = wave.sites.filter((site) => resumed?.steps.get(site)?.step !== 'done');
    for (const site of wave.sites) if (!left.includes(site)) results.set(site, { site, outcome: 'done before' });
    const tell = (site: string, message: string) =>
      request.tell(`[${index + 1}/${plan.waves.length} ${wave.name}] ${site}: ${message}`);
    const context: RolloutContext = { ...request, away, inTurn, note, tell };
    const made = await Promise.all(
      left.map((site) => (dryRun ? previewed(site, context) : rollSite(site, context, away.has(site)))),
    );
    for (const result of made) {
      results.set(result.site, result);
      if (result.outcome === 'failed') tell(result.site, `FAILED: ${result.reason ?? ''}`);
    }
    const failed = [...results.values()].filter(({ outcome }) => outcome === 'failed') as SiteResult[];
    if (failed.length > (wave.isCanary ? 0 : plan.maxFailures)) {
      reason = `stopped after ${wave.name}: ${failed.map(({ site, reason: why }) => `${site}: ${why ?? ''}`).join('; ')}`;
    }
  }
  const outcome = reason === undefined ? 'done' : 'stopped';
  if (!dryRun) journal.write({ at: at(), event: 'end', outcome, ...(reason !== undefined && { reason }) });
  const sites = plan.waves
    .flatMap((wave) => wave.sites)
    .map((site) => results.get(site) ?? { site, outcome: 'not begun' as const });
  return { outcome, sites, ...(reason !== undefined && { reason }) };
}

async function previewed(site: string, { engine, clock, tell }: RolloutContext): Promise<SiteResult> {
  const begin = clock.now();
  try {
    const changes = await engine.preview(site);
    tell(site, `preview: ${summary(changes)}`);
    return { site, outcome: changes.changes.length ? 'done' : 'unchanged', changes, wasDrained: false, ms: clock.now() - begin };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      site,
      outcome: 'failed',
      changes: { changes: [], unchanged: 0 },
      wasDrained: false,
      ms: clock.now() - begin,
      reason,
    };
  }
}

/** One after the other, in the order in which they come. */
function turns(): RolloutContext['inTurn'] {
  let last: Promise<unknown> = Promise.resolve();
  return (body) => {
    const turn = last.then(body);
    last = turn.catch(() => undefined);
    return turn;
  };
}
