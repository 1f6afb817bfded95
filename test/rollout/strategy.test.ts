import { defaultStrategy, sitesIn, strategyFrom } from '../../lib/rollout/strategy';

describe('an option of a rollout', () => {
  test.each<[object, object]>([
    [{}, {}],
    [{ canary: ['mec-1', 'mec-2'] }, { canary: ['mec-1', 'mec-2'] }],
    [{ firstWave: '12' }, { firstWave: 12 }],
    [{ maxUnavailable: '1' }, { maxUnavailable: '1' }],
    [{ maxUnavailable: '1%' }, { maxUnavailable: '1%' }],
    [{ maxFailures: '0' }, { maxFailures: '0' }],
    [{ maxFailures: '0%' }, { maxFailures: '0%' }],
    [{ soak: '0s' }, { soakMs: 0 }],
    [{ deadline: '2min' }, { deadlineMs: 120_000 }],
    [
      { soak: '24h', deadline: '24h' },
      { soakMs: 86_400_000, deadlineMs: 86_400_000 },
    ],
    [{ drainTime: '500ms' }, { drainMs: 500 }],
    [{ drain: 'always' }, { drain: 'always' }],
    [{ allowDelete: true }, { allowDelete: true }],
  ])('%j changes that alone', (options, changed) => {
    expect(strategyFrom(options)).toStrictEqual({ ...defaultStrategy, ...changed });
  });

  test.each<[object, RegExp]>([
    [{ maxUnavailable: '0%' }, /^--max-unavailable: one site at least$/],
    [{ maxUnavailable: '0' }, /^--max-unavailable: one site at least$/],
    [{ maxUnavailable: 'x1' }, /^--max-unavailable: a number of sites/],
    [{ maxFailures: '1x' }, /^--max-failures: a number of sites/],
    [{ firstWave: 'x1' }, /^--first-wave: a number of sites$/],
    [{ firstWave: '1x' }, /^--first-wave: a number of sites$/],
    [{ drainTime: '5' }, /^--drain-time: '5' is not a time/],
    [{ deadline: 'soon' }, /^--deadline: /],
    [{ drainTime: '600h' }, /^--drain-time: 600h is too long: at most 24h$/],
    [{ soak: '15min' }, /^--soak: no site can be healthy for 900 s by its deadline of 600 s; give a longer --deadline$/],
    [{ deadline: '29s' }, /^--soak: no site can be healthy for 30 s by its deadline of 29 s/],
  ])('%j is refused', (options, message) => expect(() => strategyFrom(options)).toThrow(message));
});

test.each([
  ['0', 8, 1, 0],
  ['3', 2, 1, 3],
  ['0%', 8, 0, 0],
  ['100%', 8, 1, 8],
  ['50%', 5, 1, 2],
  ['1%', 8, 1, 1],
  ['1%', 8, 0, 0],
])('%s of %d sites, %d at least, are %d', (count, sites, least, expected) => expect(sitesIn(count, sites, least)).toBe(expected));
