import { scoreOf, whole } from './score';

const count = (room: string, all: number, tried: number, killed: number, explained = 0) => ({
  room,
  all,
  tried,
  killed,
  explained,
});

describe('the score of a room', () => {
  test('that was tried whole has no interval', () => {
    expect(scoreOf(count('a', 50, 50, 40))).toEqual({ share: 0.8, low: 0.8, high: 0.8 });
  });

  test('of which a sample was tried has the interval of Wilson', () => {
    // Agresti and Coull, The American Statistician 52 (1998): 8 of 10 give 0.490 to 0.943.
    const { share, low, high } = scoreOf(count('a', 1000, 10, 8));
    expect([share, low.toFixed(3), high.toFixed(3)]).toEqual([0.8, '0.490', '0.943']);
  });

  test('does not count explained survivors', () => {
    expect(scoreOf(count('a', 50, 50, 40, 10)).share).toBe(1);
  });
});

describe('the score of the whole', () => {
  test('weighs rooms by what they have, not by what was tried', () => {
    expect(whole([count('large', 900, 10, 9), count('small', 100, 10, 1)]).share).toBeCloseTo(0.82);
  });

  test('is certain where all was tried, and less certain the fewer were', () => {
    const width = (tried: number) => {
      const { low, high } = whole([count('a', 1000, tried, tried / 2)]);
      return high - low;
    };
    expect(width(1000)).toBe(0);
    expect(width(100)).toBeGreaterThan(width(400));
  });
});
