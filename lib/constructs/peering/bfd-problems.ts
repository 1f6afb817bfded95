import type { Bfd } from '../../fleet/model';
import { bfdIntervalTooShort, intervalRemedy, isUsableInterval } from '../../fleet/rules/timers/bfd-interval-too-short';
import type { Problem } from '../objects/manifest-construct';

/** What the rules of the fleet say of the BFD timers that a construct is given. */
export function bfdProblems(bfd: Bfd | undefined): Problem[] {
  if (!bfd || isUsableInterval(bfd)) return [];
  const { intervalMs } = bfd;
  return [
    {
      path: 'bfd.interval',
      value: `${intervalMs}ms`,
      message: `BFD cannot be sent every ${intervalMs} ms.`,
      allowed: bfdIntervalTooShort.allowed,
      remedy: intervalRemedy(bfd),
    },
  ];
}
