/** A span of addresses, ends included. */
export interface Span {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/**
 * For each span that shares addresses with one that begins before it: the two, and of several the one that begins last. One sweep over
 * the sorted spans: n log n, and at most n pairs, so that networks which all meet are told one by one and not in pairs.
 */
export function* overlaps<T extends Span>(spans: readonly T[]): Generator<[inner: T, outer: T]> {
  const open: T[] = [];
  for (const span of [...spans].sort(byPlace)) {
    for (let top = open.at(-1); top && (top.family !== span.family || top.last < span.first); top = open.at(-1)) open.pop();
    const outer = open.at(-1);
    if (outer) yield [span, outer];
    open.push(span);
  }
}

/** Every pair of one span and one of `others` that share addresses. n log n, and linear in the pairs, where `others` lie apart. */
export function* meetings<T extends Span, O extends Span>(spans: readonly T[], others: readonly O[]): Generator<[T, O]> {
  const sorted = [...others].sort(byPlace);
  // The last address up to each place: what lies behind it is reached by a search, whatever is nested.
  const reach: { readonly family: number; readonly last: bigint }[] = [];
  for (const { family, last } of sorted) {
    const before = reach.at(-1);
    reach.push({ family, last: before?.family === family && before.last > last ? before.last : last });
  }
  for (const span of spans) {
    let low = 0;
    for (let high = sorted.length; low < high;) {
      const middle = (low + high) >> 1;
      const there = reach[middle];
      if (there && (there.family < span.family || (there.family === span.family && there.last < span.first))) low = middle + 1;
      else high = middle;
    }
    for (let place = low; place < sorted.length; place++) {
      const other = sorted[place];
      if (!other || other.family > span.family || other.first > span.last) break;
      if (other.last >= span.first) yield [span, other];
    }
  }
}

/** By family, then by the first address; of those that begin together the largest first, as it holds the others. */
function byPlace(a: Span, b: Span): number {
  if (a.family !== b.family) return a.family - b.family;
  if (a.first !== b.first) return a.first < b.first ? -1 : 1;
  return a.last === b.last ? 0 : a.last > b.last ? -1 : 1;
}
