import type { RateLimitDescription } from '../description/rate-limit';

/** What the failover agent asks of a limiter beside the health of the workload. */
export interface LimiterCheck {
  readonly name: string;
  readonly tls: { readonly verify: boolean };
  readonly every: string;
  readonly timeout: string;
}

/**
 * A handshake with a limiter that speaks TLS: without a certificate that can be read it serves nobody, whatever the workload says. Whether the
 * certificate is valid is not asked: one that expires does so at all sites, and to withdraw would help nobody. Once a second, as a handshake
 * with RSA takes more than a millisecond of the processor. Where connections begin with a PROXY header there is none: the agent sends no such.
 */
export function limiterCheck({ proxyProtocol, tls }: RateLimitDescription): LimiterCheck | undefined {
  if (!tls || proxyProtocol) return undefined;
  return { name: 'tls', tls: { verify: false }, every: '1s', timeout: '1s' };
}
