/** Units of times for people, the largest first, ms. */
const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
] as const;

/** Longest time that is told in ms. */
const longestInMs = 10_000;

/** A time for people, in the largest unit of which it has one at least: `310 ms`, `17.2 s`, `4 h`, `30 d`. At most one decimal. */
export function timeText(ms: number): string {
  const unit = ms < longestInMs ? undefined : units.find(([, size]) => ms >= size);
  if (!unit) return `${short(ms)} ms`;
  const [name, size] = unit;
  return `${short(ms / size)} ${name}`;
}

function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}
