import type { GuardAnswer } from '../state';

/** What a host of the same site says of the VIP. */
export interface HostView {
  readonly host: string;
  /** Whether an endpoint there is up and the host announces. */
  readonly serves: boolean;
}

/** A single host is withdrawn only where another one serves: the site as a whole is the site machine's. */
export function lastHost(others: readonly HostView[]): GuardAnswer {
  if (others.some((other) => other.serves)) return { answer: 'allow' };
  return { answer: 'hold', guard: 'last-host', reason: 'no other host serves: left to the site' };
}
