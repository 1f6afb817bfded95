import type { Fleet } from '../fleet';
import { interruption, losses, summary } from './changes';
import type { Clock } from './clock';
import type { SiteChanges, SiteEngine } from './engine/site-engine';
import { healthGate } from './gate';
import { mayLeave } from './guard';
import type { SiteStep } from './journal';
import type { RolloutPlan } from './plan';
import type { SiteControl } from './sites/site-control';
import type { RolloutStrategy } from './strategy';

/** What a rollout works with. */
export interface RolloutContext {
  readonly fleet: Fleet;
  readonly plan: RolloutPlan;
  readonly strategy: RolloutStrategy;
  readonly engine: SiteEngine;
  readonly control: SiteControl;
  readonly clock: Clock;
  /** Sites that this rollout has taken out of service. */
  readonly away: Set<string>;
  /** Lets the sites of a wave decide one after the other, so that each sees what the one before it did. */
  readonly inTurn: <T>(body: () => Promise<T>) => Promise<T>;
  /** Notes a step before the next one begins. */
  readonly note: (site: string, step: SiteStep, detail?: string) => void;
  /** Tells people what happens. */
  readonly tell: (site: string, message: string) => void;
}

/** What became of a site. */
export interface SiteResult {
  readonly site: string;
  readonly outcome: 'done' | 'unchanged' | 'failed';
  readonly changes: SiteChanges;
  readonly wasDrained: boolean;
  readonly ms: number;
  /** Why it failed. */
  readonly reason?: string;
}

const nothing: SiteChanges = { changes: [], unchanged: 0 };

/**
 * Changes one site: preview and its gate, drain if the change interrupts it, deployment, back into service, health gate. A site whose
 * deployment failed stays drained, if it was: it is not known to work.
 *
 * @param wasDrained true if a rollout that was killed had drained it
 */
export async function rollSite(site: string, context: RolloutContext, wasDrained: boolean): Promise<SiteResult> {
  const { engine, control, clock, strategy, away, note, tell } = context;
  const begin = clock.now();
  let [changes, isDrained] = [nothing, wasDrained];
  const result = (outcome: SiteResult['outcome'], reason?: string): SiteResult => {
    note(site, outcome === 'failed' ? 'failed' : 'done', reason);
    const ms = clock.now() - begin;
    return { site, outcome, changes, wasDrained: isDrained, ms, ...(reason !== undefined && { reason }) };
  };
  try {
    note(site, 'begun');
    changes = await engine.preview(site);
    tell(site, `preview: ${summary(changes)}`);
    const lost = losses(changes);
    if (lost.length && !strategy.allowDelete)
      throw new Error(
        `the preview has ${lost.join(', ')}; remedy: where a construct was renamed or moved, give the aliases that the test of the ` +
          'frozen names prints; where it is meant, --allow-delete',
      );
    note(site, 'previewed', summary(changes));
    if (changes.changes.length === 0 && !isDrained) return result('unchanged');
    const why = strategy.drain === 'always' ? 'always' : strategy.drain === 'auto' ? interruption(changes) : undefined;
    if (why !== undefined && !isDrained) isDrained = await drained(site, why, context);
    await engine.up(site);
    note(site, 'deployed');
    tell(site, 'deployed');
    if (isDrained) {
      await control.restore(site);
      note(site, 'restored');
      tell(site, 'back in service');
    }
    await healthGate(site, control, strategy, clock, (faults) =>
      tell(site, faults.length ? `waits: ${faults.join('; ')}` : `healthy; soaks for ${strategy.soakMs / 1000} s`),
    );
    away.delete(site);
    return result('done');
  } catch (error) {
    return result('failed', error instanceof Error ? error.message : String(error));
  }
}

/** @throws Error if the guards hold the site back until the deadline */
async function drained(site: string, why: string, context: RolloutContext): Promise<true> {
  const { fleet, plan, control, clock, strategy, away, inTurn, note, tell } = context;
  const begin = clock.now();
  for (let told: string | undefined; ;) {
    const verdict = await inTurn(async () => {
      const reason = await mayLeave(fleet, site, away, plan.maxUnavailable, control);
      if (reason === undefined) away.add(site);
      return reason;
    });
    if (verdict === undefined) break;
    if (clock.now() - begin >= strategy.deadlineMs) throw new Error(`not drained: ${verdict}`);
    if (told !== verdict) tell(site, `waits to be drained: ${verdict}`);
    told = verdict;
    await clock.wait(1_000);
  }
  // Noted first: a rollout that is killed in between must know that the site may be drained.
  note(site, 'drained', why);
  await control.drain(site);
  tell(site, `drained (${why})`);
  await clock.wait(strategy.drainMs);
  return true;
}
