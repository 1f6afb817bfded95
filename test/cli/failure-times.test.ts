import { failureTimes, timesByFailure } from '../../lib/cli/failure-times';
import { failureIds } from '../../lib/availability';
import { timeText } from '../../lib/cli/time-text';

const all = (ms: number) => Object.fromEntries(failureIds.map((id) => [id, ms]));
const day = 86_400_000;

describe('times of kinds of failure', () => {
  test.each<[string, readonly string[], Readonly<Record<string, number>>]>([
    ['one for all', ['30d'], all(30 * day)],
    ['half a day', ['0.5d'], all(day / 2)],
    ['units of fleets', ['90s'], all(90_000)],
    ['one of a kind', ['host-loss=12h'], { 'host-loss': day / 2 }],
    ['both, the kind before all, whatever comes first', ['host-loss=1d,30d'], { ...all(30 * day), 'host-loss': day }],
    ['blanks', [' 30d , host-loss = 1d '], { ...all(30 * day), 'host-loss': day }],
    ['several uses', ['host-loss=1d', '30d', 'drain=2d'], { ...all(30 * day), 'host-loss': day, drain: 2 * day }],
  ])('are taken: %s', (_, uses, times) => {
    expect(
      timesByFailure(
        uses.reduce<ReturnType<typeof failureTimes> | undefined>((before, use) => failureTimes(use, before), undefined),
      ),
    ).toEqual(times);
  });

  test('are none where none are given', () => expect(timesByFailure()).toEqual({}));

  test.each([
    ['no unit', '30', /'30' is no time: allowed is one with its unit above 0/],
    ['nothing', '', /'' is no time/],
    ['no time at all', '0d', /'0d' is no time/],
    ['more than a hundred years', '36501d', /at most 36500d/],
    ['below nothing', '-1d', /'-1d' is no time/],
    ['an unknown kind', 'host-los=1d', /there is no kind of failure 'host-los'; did you mean 'host-loss'\?/],
    ['a kind like no other', 'zzzzzzzz=1d', /'zzzzzzzz'; there are: drain, withdraw/],
    ['all that is wrong at once', 'hosts=1d,host-loss=x,y', /'hosts'[\s\S]*'x' is no time[\s\S]*'y' is no time/],
  ])('are refused with what is allowed: %s', (_, text, message) => expect(() => failureTimes(text)).toThrow(message));
});

test.each([
  [0, '0 ms'],
  [0.5, '0.5 ms'],
  [310, '310 ms'],
  [9_999, '9999 ms'],
  [17_171.92, '17.2 s'],
  [90_000, '1.5 min'],
  [14_400_000, '4 h'],
  [30 * day, '30 d'],
])('%d ms are told as %s', (ms, text) => expect(timeText(ms)).toBe(text));
