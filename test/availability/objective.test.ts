import { Fleet } from '../../lib/fleet';
import { assess, missesOf, usualObjectives } from '../../lib/availability';
import { testbed } from '../fleet/testbed';

const description = testbed();
description.sites['mec-1'] = { ...description.sites['mec-1']!, borders: 2 };
const assessments = assess(Fleet.from(description), { sites: new Set(['mec-1', 'mec-2']) });

describe('an objective', () => {
  // Four hours a month without the one border of mec-2 are 0.55 %.
  test.each([
    [99.4, []],
    [99.9, ['mec-2/upf-2']],
    [99.99999, ['mec-1/upf-1', 'mec-2/upf-2']],
  ])('of %d %% of the time is missed by %j', (percent, missed) => {
    expect(missesOf(assessments, { percent }).map(({ assessment }) => assessment.client)).toEqual(missed);
  });

  // The longest failover is that of a hung application: 787 ms, of 259,200 ms.
  test.each([
    [0, 0],
    [4, 0],
    [329, 0],
    [330, 2],
  ])('of 99.99 %% with %d failovers a month is missed by %d client networks, whatever nobody takes over', (failovers, count) => {
    const misses = missesOf(assessments, { percent: 99.99, failovers });
    expect(misses).toHaveLength(count);
    for (const { failure, most } of misses) expect([failure?.failure, most]).toEqual(['application-hung', 329]);
  });

  test('that is met to the point is met', () => {
    const half = { ...assessments[0]!, availability: 0.5 };
    expect(missesOf([half], { percent: 50 })).toEqual([]);
    expect(missesOf([half], { percent: 50.1 })).toEqual([{ assessment: half }]);
  });

  test('is usually three, four or five nines', () => expect(usualObjectives).toEqual([99.9, 99.99, 99.999]));

  test('is missed where nobody answers', () => {
    const nobody = { service: 'a', vips: [], client: 'b/c', failures: [], availability: 0, withoutFailover: 0, improvement: 0 };
    expect(missesOf([nobody], { percent: 1, failovers: 0 })).toEqual([{ assessment: nobody }]);
  });
});
