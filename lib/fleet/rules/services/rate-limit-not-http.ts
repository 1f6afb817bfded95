import { serviceRule } from '../rule';

/** Rate limits are for one port of HTTP over TCP. */
export const rateLimitNotHttp = serviceRule({
  id: 'rate-limit-not-http',
  severity: 'error',
  title: 'Rate limits are for one port of HTTP over TCP.',
  explanation:
    'The rate limiter is NGINX as an HTTP proxy: it answers no datagram, and speaks no other protocol. All ports of a VIP go to the same pods (with the policy Local, MetalLB shares an address only between Services of equal selectors: BackendKey in its internal/allocator/k8salloc), so with a limiter in front nothing else is reached.',
  allowed: 'a rate limit for a service of one TCP port, whose health is asked by HTTP or not given',
  remedy: 'Take `rateLimit` out, or make a service with a VIP of its own of the port that is to be limited.',
  acknowledgeable: false,
  *of({ name, path, ports, checks, description: { rateLimit } }) {
    if (!rateLimit) return;
    const violation = (message: string) => ({ path: `${path}.rateLimit`, value: rateLimit, message });
    const other = checks.find(({ kind, health }) => (kind !== 'http' && kind !== 'tcp') || health.tls);
    if (ports.length > 1) yield violation(`The rate limiter forwards one port, and ${name} has ${ports.length}.`);
    else if (ports.some(({ protocol }) => protocol === 'UDP')) yield violation(`The rate limiter speaks HTTP, and ${name} UDP.`);
    else if (other)
      yield violation(
        `The rate limiter speaks HTTP, and the health of ${name} is asked by ${other.health.tls ? 'tls' : other.kind}.`,
      );
  },
});
