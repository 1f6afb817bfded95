import type { Histogram, MetricObjectWithValues, MetricValueWithName, Registry } from 'prom-client';

/** What a histogram is made with, as in prom-client. */
export interface TallyHistogramOptions<T extends string> {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly T[];
  /** Upper bounds, ascending. */
  readonly buckets: readonly number[];
  readonly registry: Registry;
}

/** One series: how many observations fell under which bound, the last place for those above all, and their sum. */
interface Tally {
  readonly labels: readonly string[];
  readonly counts: number[];
  sum: number;
}

type Series = Map<string, Series | Tally>;

/**
 * A histogram for what happens ten thousand times a second, in a registry of prom-client. That library's own one puts the labels of every
 * observation together into a text anew, by which it finds the series (`make bench-agent`).
 */
export class TallyHistogram<T extends string> {
  public readonly name: string;
  private readonly series: Series = new Map();
  private readonly tallies: Tally[] = [];

  public constructor(private readonly options: TallyHistogramOptions<T>) {
    this.name = options.name;
    // A registry asks a metric for no more than its name, and what `get` gives.
    options.registry.registerMetric(this as unknown as Histogram);
    if (options.labelNames.length === 0) this.tally([]);
  }

  /** Counts a value. @param labels values of the labels, in the order of their names */
  public observe(value: number, ...labels: string[]): void {
    const tally = this.tally(labels);
    const { buckets } = this.options;
    let place = 0;
    while (place < buckets.length && value > (buckets[place] ?? Infinity)) place += 1;
    tally.counts[place] = (tally.counts[place] ?? 0) + 1;
    tally.sum += value;
  }

  /** What a registry prints. */
  public get(): Promise<MetricObjectWithValues<MetricValueWithName<string>>> {
    const { name, help } = this.options;
    const values = this.tallies.flatMap((tally) => this.valuesOf(tally));
    return Promise.resolve({ name, help, type: 'histogram' as never, aggregator: 'sum', collect: () => undefined, values });
  }

  private tally(labels: readonly string[]): Tally {
    let level = this.series;
    for (let index = 0; index < labels.length - 1; index += 1) {
      const label = labels[index] ?? '';
      const next = (level.get(label) as Series | undefined) ?? new Map<string, Series | Tally>();
      level.set(label, next);
      level = next;
    }
    const last = labels[labels.length - 1] ?? '';
    const found = level.get(last) as Tally | undefined;
    if (found) return found;
    const made = { labels: [...labels], counts: new Array<number>(this.options.buckets.length + 1).fill(0), sum: 0 };
    level.set(last, made);
    this.tallies.push(made);
    return made;
  }

  private valuesOf({ labels: given, counts, sum }: Tally): MetricValueWithName<string>[] {
    const { name, labelNames, buckets } = this.options;
    const labels = Object.fromEntries(labelNames.map((label, index) => [label, given[index] ?? '']));
    let count = 0;
    const bounds = counts.map((more, index) => {
      count += more;
      return { metricName: `${name}_bucket`, labels: { le: buckets[index] ?? '+Inf', ...labels }, value: count };
    });
    return [...bounds, { metricName: `${name}_sum`, labels, value: sum }, { metricName: `${name}_count`, labels, value: count }];
  }
}
