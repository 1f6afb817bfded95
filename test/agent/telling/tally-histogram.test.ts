import fc from 'fast-check';
import { Histogram, Registry } from 'prom-client';
import { TallyHistogram } from '../../../agent/src/telling/tally-histogram';

const named = { name: 'probe_seconds', help: 'Time of a probe', buckets: [0.001, 0.01, 0.1] };

/** Lines of a text for Prometheus, each with its labels in alphabetical order. */
const lines = async (registry: Registry) =>
  (await registry.metrics())
    .trim()
    .split('\n')
    .map((line) => line.replace(/\{(.*)\}/, (_, labels: string) => `{${labels.split(',').sort().join()}}`))
    .sort();

describe('a histogram that is counted up', () => {
  const value = fc.oneof(fc.double({ min: 0, max: 0.2, noNaN: true }), fc.constantFrom(0.001, 0.01, 0.1));
  const word = fc.constantFrom('a', 'b', 'quoted "c"');

  test('prints what the one of prom-client prints, whatever is observed', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.record({ value, service: word, class: word })), async (observations) => {
        const [ours, theirs] = [new Registry(), new Registry()];
        const tally = new TallyHistogram({ ...named, labelNames: ['service', 'class'], registry: ours });
        const other = new Histogram({ ...named, labelNames: ['service', 'class'], registers: [theirs] });
        for (const one of observations) {
          tally.observe(one.value, one.service, one.class);
          other.observe({ service: one.service, class: one.class }, one.value);
        }
        expect(await lines(ours)).toEqual(await lines(theirs));
      }),
    ));

  test('prints zeros before anything is observed, where it has no labels', async () => {
    const [ours, theirs] = [new Registry(), new Registry()];
    new TallyHistogram({ ...named, labelNames: [], registry: ours });
    new Histogram({ ...named, registers: [theirs] });
    expect(await lines(ours)).toEqual(await lines(theirs));
  });
});
