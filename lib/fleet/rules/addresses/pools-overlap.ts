import { overlaps, poolClaims } from './block';
import type { Rule } from '../rule';

/** Pools do not overlap. */
export const poolsOverlap: Rule = {
  id: 'pools-overlap',
  severity: 'error',
  title: 'Pools do not overlap.',
  explanation: 'MetalLB refuses pools that share addresses (internal/config), and keeps its old configuration.',
  allowed: 'prefixes and ranges apart from each other',
  remedy: 'Take the shared addresses out of one of them.',
  acknowledgeable: false,
  *check(fleet) {
    const claims = poolClaims(fleet);
    for (const [a, b] of overlaps(claims, claims)) {
      if (claims.indexOf(a) < claims.indexOf(b))
        yield { path: b.path, value: b.text, message: `${b.text} of ${b.what} overlaps ${a.text} of ${a.what}.` };
    }
  },
};
