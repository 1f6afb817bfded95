import type { Summary } from '../statistics';

/** A time for a table, in ms without the unit: one decimal below 100 ms, none above; `> trial` where it is censored. */
export function time(ms: number | null | undefined): string {
  if (ms === undefined) return '';
  if (ms === null || !Number.isFinite(ms)) return '> trial';
  return ms !== 0 && Math.abs(ms) < 100 ? ms.toFixed(1) : whole(ms);
}

/** A count with thousands apart. */
export function whole(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `median [low, high]`. */
export function medianText(summary: Summary | undefined): string {
  if (!summary) return 'no valid trial';
  return `${time(summary.median)} [${time(summary.interval.low)}, ${time(summary.interval.high)}]`;
}

/** `min - max`. */
export function rangeText(summary: Summary | undefined): string {
  return summary ? `${time(summary.min)} - ${time(summary.max)}` : '';
}

/** Confidence for a heading, such as `95.9 %`. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
