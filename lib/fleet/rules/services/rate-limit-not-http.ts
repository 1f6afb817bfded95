import { serviceRule } from '../rule';

/** Rate limits are for HTTP over TCP. */
export const rateLimitNotHttp = serviceRule({
  id: 'rate-limit-not-http',
  severity: 'error',
  title: 'Rate limits are for HTTP over TCP.',
  explanation: 'The rate limiter is NGINX as an HTTP proxy: it would answer no datagram.',
  allowed: 'a rate limit for TCP services',
  remedy: 'Take `rateLimit` out.',
  acknowledgeable: false,
  *of({ name, path, description: { protocol, rateLimit } }) {
    if (rateLimit && protocol === 'UDP')
      yield { path: `${path}.rateLimit`, value: rateLimit, message: `The rate limiter speaks HTTP, and ${name} UDP.` };
  },
});
