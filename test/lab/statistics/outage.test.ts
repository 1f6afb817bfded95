import * as fc from 'fast-check';
import type { Sample } from '../../../lab/src/probes';
import { lostWhere, outageOf, outagesByFlow } from '../../../lab/src/statistics';

/** Samples of 1 ms apart: `true` for those that are answered. */
function samples(answered: readonly boolean[]): Sample[] {
  return answered.map((well, index) =>
    well
      ? { index, dueMs: index, sentMs: index, answeredMs: index + 0.5, server: { site: 'a', host: 'h', pod: '' } }
      : { index, dueMs: index, sentMs: index, failure: 'timeout' as const },
  );
}

test('where nothing is lost there is no outage', () => {
  expect(outageOf(samples([true, true]), 1)).toEqual({
    requests: 2,
    lost: 0,
    lossDerivedMs: 0,
    blackoutMs: 0,
    gaps: 0,
    agrees: true,
  });
});

test('of a total loss, blackout and loss-derived time differ by one interval and agree', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 500 }),
      fc.integer({ min: 1, max: 50 }),
      (before, lost, after) => {
        const answered = [
          ...Array<boolean>(before).fill(true),
          ...Array<boolean>(lost).fill(false),
          ...Array<boolean>(after).fill(true),
        ];
        const outage = outageOf(samples(answered), 1);
        expect(outage).toMatchObject({ lost, lossDerivedMs: lost, blackoutMs: lost + 1, gaps: 1, agrees: true });
        expect([outage.lastAnsweredMs, outage.firstAnsweredMs]).toEqual([before - 1, before + lost]);
      },
    ),
  );
});

test('a loss of every other request does not agree: it is no blackout', () => {
  const outage = outageOf(samples(Array.from({ length: 100 }, (_, index) => index % 2 === 0)), 1);
  expect(outage).toMatchObject({ lost: 50, lossDerivedMs: 50, blackoutMs: 2, gaps: 50, agrees: false });
});

test('an outage that does not end is infinite', () => {
  const outage = outageOf(samples([true, false, false]), 1);
  expect(outage).toMatchObject({ blackoutMs: Infinity, agrees: false, lastAnsweredMs: 0 });
  expect(outage.firstAnsweredMs).toBeUndefined();
});

test('the longest gap is the blackout', () => {
  expect(outageOf(samples([true, false, true, false, false, false, true]), 1)).toMatchObject({ blackoutMs: 4, gaps: 2, lost: 4 });
});

test('an answer of the rate limiter is no outage, one of a failing application is', () => {
  const [limited, failing] = samples([true, true]) as [Sample, Sample];
  expect(outageOf([{ ...limited, failure: 'limited' }], 1).lost).toBe(0);
  expect(outageOf([{ ...failing, failure: '5xx' }], 1).lost).toBe(1);
});

test('an answer after more than a second is none: a process that was stopped answers all that waited', () => {
  const late = (ms: number) =>
    samples([true, true, true]).map((sample, index) => (index === 1 ? { ...sample, answeredMs: 1 + ms } : sample));
  expect(outageOf(late(1000), 1).lost).toBe(0);
  expect(outageOf(late(1001), 1)).toMatchObject({ lost: 1, blackoutMs: 2 });
});

test('flows are judged apart', () => {
  const [even, odd] = outagesByFlow(samples([true, false, true, false, true, true]), 2, 2);
  expect([even?.lost, odd?.lost]).toEqual([0, 2]);
  expect(odd?.lossDerivedMs).toBe(4);
});

test('what the server counted and the client never saw was lost on the way back', () => {
  // Requests 0 to 5; 2 and 3 were counted (the count runs from 2 to 5), 4 never arrived.
  const stream = {
    servers: [{ site: 'a', host: 'h', pod: '1' }],
    sentUs: [0, 1, 2, 3, 4, 5],
    answeredUs: [1, 2, -1, -1, -1, 6],
    server: [0, 0, -1, -1, -1, 0],
    count: [1, 2, -1, -1, -1, 5],
  };
  expect(lostWhere(stream)).toEqual({ requests: 1, replies: 2 });
});

test('a server process that starts anew begins to count anew', () => {
  const stream = {
    servers: [
      { site: 'a', host: 'h', pod: '1' },
      { site: 'a', host: 'h', pod: '2' },
    ],
    sentUs: [0, 1, 2],
    answeredUs: [1, -1, 3],
    server: [0, -1, 1],
    count: [40, -1, 1],
  };
  // The first process had counted 39 requests of others' runs at most: never more is blamed than was lost.
  expect(lostWhere(stream)).toEqual({ requests: 0, replies: 1 });
});
