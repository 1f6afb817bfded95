import { bounds } from '../../description/bounds';
import { placedTimes } from '../../readings/placed-times';
import type { Bfd } from '../../model';
import type { Rule } from '../rule';

const { least, most } = bounds.bfdIntervalMs;

/** Whether BFD can be sent at the interval. */
export function isUsableInterval({ intervalMs }: Bfd): boolean {
  return intervalMs >= least && intervalMs <= most && Number.isInteger(intervalMs);
}

/** What to do about an interval that cannot be used. */
export function intervalRemedy({ intervalMs }: Bfd): string {
  if (intervalMs > most) return 'Set `interval` to 60s or less; 50ms is proven on busy hosts.';
  if (intervalMs > least) return `Set \`interval\` to ${Math.ceil(intervalMs)}ms: whole milliseconds.`;
  return leastRemedy;
}

const leastRemedy = 'Set `interval` to 10ms or more; 50ms is proven on busy hosts.';

/** BFD intervals are 10 ms to 60 s, in whole milliseconds. */
export const bfdIntervalTooShort: Rule = {
  id: 'bfd-interval-too-short',
  severity: 'error',
  title: 'BFD intervals are 10 ms to 60 s, in whole milliseconds.',
  explanation: "FRR takes 10 to 60000 ms; MetalLB's BFDProfile likewise. Below, a busy host gives false alarms.",
  allowed: '10ms to 60s',
  remedy: leastRemedy,
  acknowledgeable: false,
  *check(fleet) {
    for (const { path, value: bfd } of placedTimes(fleet, 'bfd')) {
      if (!isUsableInterval(bfd))
        yield {
          remedy: intervalRemedy(bfd),
          path: `${path}.interval`,
          value: `${bfd.intervalMs}ms`,
          message: `BFD cannot be sent every ${bfd.intervalMs} ms.`,
        };
    }
  },
};
