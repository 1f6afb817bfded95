import type { GuardConfig } from 'anycast-mec/contract';
import type { GuardAnswer, MachineInput } from '../state';
import { actionRate } from './action-rate';
import { lastHost } from './last-host';
import type { HostView } from './last-host';
import { lastSite } from './last-site';
import { maximumShare } from './maximum-share';
import { isOverloaded } from './overload';
import type { LoadView } from './overload';
import { sharedFailure } from './shared-scope';
import type { ScopedCheck } from './shared-scope';
import type { SiteLook } from './view';

/** The guards, as one object so that a test can break one of them and see the invariants fall. */
export const guards = { lastSite, maximumShare, lastHost, actionRate, sharedFailure, isOverloaded };

/** See {@link guards}. */
export type Guards = typeof guards;

/** What is known where a withdrawal is intended. */
interface Question {
  readonly now: number;
  /** When the agent withdrew something, monotonic ms. */
  readonly withdrawals: readonly number[];
  readonly actionsPerMinute: number;
}

/** What is known when a site asks whether it may withdraw. */
export interface SiteQuestion extends Question {
  readonly intendedAt: number;
  readonly looks: readonly SiteLook[];
  readonly config: GuardConfig;
}

/** What is known when a host asks whether it may withdraw. */
export interface HostQuestion extends Question {
  /** The other hosts of the site. */
  readonly others: readonly HostView[];
}

/** Whether a site may withdraw: the rate, then the other sites, unless they are not asked. */
export function mayWithdrawSite(question: SiteQuestion, using: Guards = guards): GuardAnswer {
  const { now, intendedAt, looks, config } = question;
  const { minimumSites, lookTimeoutMs } = config;
  const ofOthers = [
    () => using.lastSite({ now, intendedAt, looks, minimumSites, lookTimeoutMs }),
    () => using.maximumShare(looks, intendedAt, config.maximumShare),
  ];
  return inOrder([() => rate(question, using), ...(config.lastSite === 'off' ? [] : ofOthers)]);
}

/** Whether a host may withdraw: the rate, then the other hosts. */
export function mayWithdrawHost(question: HostQuestion, using: Guards = guards): GuardAnswer {
  return inOrder([() => rate(question, using), () => using.lastHost(question.others)]);
}

/** What keeps evidence from moving a VIP at all: that it counts for nothing, or that the load is absorbed. */
export function inhibitors(
  checks: readonly ScopedCheck[],
  load: LoadView,
  ratio: number,
  using: Guards = guards,
): Pick<MachineInput, 'frozen' | 'overloaded'> {
  const frozen = using.sharedFailure(checks);
  return { overloaded: using.isOverloaded(load, ratio), ...(frozen !== undefined && { frozen }) };
}

function rate({ now, withdrawals, actionsPerMinute }: Question, using: Guards): GuardAnswer {
  return using.actionRate(withdrawals, now, actionsPerMinute);
}

/** Asks guards one after the other: the first that does not allow counts. */
function inOrder(asked: readonly (() => GuardAnswer)[]): GuardAnswer {
  for (const ask of asked) {
    const answer = ask();
    if (answer.answer !== 'allow') return answer;
  }
  return { answer: 'allow' };
}
