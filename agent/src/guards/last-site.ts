import type { GuardAnswer } from '../state';
import type { SiteLook } from './view';

/** What the guard is told. */
export interface LastSiteQuestion {
  readonly now: number;
  /** When the withdrawal was intended, and this site began to tell others so. */
  readonly intendedAt: number;
  readonly looks: readonly SiteLook[];
  readonly minimumSites: number;
  readonly lookTimeoutMs: number;
}

const guard = 'last-site';

/**
 * Never withdraws the last site that serves. Only looks that began after this site told its intention count: of two sites that
 * intend to leave at the same time, each sees the other's intention, and both stay. What cannot be seen does not count.
 */
export function lastSite({ now, intendedAt, looks, minimumSites, lookTimeoutMs }: LastSiteQuestion): GuardAnswer {
  if (looks.length === 0) return { answer: 'hold', guard, reason: 'no other site is known: drained only' };
  const fresh = looks.filter((look) => look.lookedAt > intendedAt);
  const serving = fresh.filter((look) => look.says === 'serving').length;
  if (serving >= minimumSites) return { answer: 'allow' };
  if (fresh.length < looks.length && now - intendedAt < lookTimeoutMs)
    return { answer: 'wait', guard, reason: 'looks at the other sites' };
  return { answer: 'hold', guard, reason: `${serving} other sites are seen to serve, ${minimumSites} must: drained only` };
}
