import type { GuardConfig } from 'anycast-mec/contract';
import type { GuardAnswer } from '../state/seen';
import { actionRate } from './action-rate';
import { lastHost } from './last-host';
import { lastSite } from './last-site';
import { maximumShare } from './maximum-share';
import { isOverloaded } from './overload';
import { sharedFailure } from './shared-scope';
import type { SiteLook } from './view';

/** The guards, as one object so that a test can break one of them and see the invariants fall. */
export const guards = { lastSite, maximumShare, lastHost, actionRate, sharedFailure, isOverloaded };

/** See {@link guards}. */
export type Guards = typeof guards;

/** What is known when a site asks whether it may withdraw. */
export interface SiteQuestion {
  readonly now: number;
  readonly intendedAt: number;
  readonly looks: readonly SiteLook[];
  readonly withdrawals: readonly number[];
  readonly actionsPerMinute: number;
  readonly config: GuardConfig;
}

/** The answer of all guards of a site: the first that does not allow counts. */
export function mayWithdrawSite(question: SiteQuestion, using: Guards = guards): GuardAnswer {
  const { now, intendedAt, looks, config } = question;
  const rate = using.actionRate(question.withdrawals, now, question.actionsPerMinute);
  if (rate.answer !== 'allow' || config.lastSite === 'off') return rate;
  const last = using.lastSite({ now, intendedAt, looks, minimumSites: config.minimumSites, lookTimeoutMs: config.lookTimeoutMs });
  if (last.answer !== 'allow') return last;
  return using.maximumShare(looks, intendedAt, config.maximumShare);
}
