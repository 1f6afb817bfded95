import type { GuardAnswer } from '../state';
import type { SiteLook } from './view';

/** Of all sites of a VIP, at most this share may be away at once; one that cannot be seen counts as away. */
export function maximumShare(looks: readonly SiteLook[], intendedAt: number, share: number): GuardAnswer {
  const total = looks.length + 1;
  const present = looks.filter((look) => look.lookedAt > intendedAt && (look.says === 'serving' || look.says === 'announcing'));
  const away = total - present.length;
  // Rounding must not turn 1 of 2 into more than a half.
  if (away <= total * share + 1e-9) return { answer: 'allow' };
  return {
    answer: 'hold',
    guard: 'maximum-share',
    reason: `${away} of ${total} sites would be away, at most ${Math.round(share * 100)} % may: drained only`,
  };
}
