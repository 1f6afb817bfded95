import { Fleet } from 'anycast-mec';
import { planRollout } from '../../lib/rollout/plan';
import { defaultStrategy, sitesIn, strategyFrom } from '../../lib/rollout/strategy';
import { largeFleet } from '../fleet/large';
import { eightSites } from './eight-sites';

const fleet = eightSites();
const wavesOf = (strategy: object, chosen?: string[]) =>
  planRollout(fleet, { ...defaultStrategy, ...strategy }, chosen).waves.map(({ sites }) => sites);

test('a canary goes first and alone, the cloud last and alone, every site once', () => {
  const waves = wavesOf({ maxUnavailable: '50%' });
  expect(waves[0]).toEqual(['mec-1']);
  expect(waves.at(-1)).toEqual(['cloud']);
  expect(waves.flat().sort()).toEqual(fleet.sites.map(({ name }) => name).sort());
});

test('waves grow, and no wave has more sites than may be away at once', () => {
  const sizes = wavesOf({ maxUnavailable: '3' }).map((wave) => wave.length);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(3);
  expect(sizes.slice(0, 3)).toEqual([1, 1, 2]);
  expect(wavesOf({ maxUnavailable: '1' }).every((wave) => wave.length === 1)).toBe(true);
});

test('two sites of which one takes over from the other are not in one wave', () => {
  const pairs = fleet.preferences('hello', { depth: 2 }).map(({ order }) => order.map(({ site }) => site));
  expect(pairs.length).toBe(7);
  for (const wave of wavesOf({ maxUnavailable: '100%', firstWave: 8 })) {
    for (const [first, second] of pairs) expect([first, second].every((site) => wave.includes(site ?? ''))).toBe(false);
  }
});

test('canaries are those that are named, each alone; chosen sites are the only ones', () => {
  expect(wavesOf({ canary: ['mec-5', 'mec-2'] }).slice(0, 2)).toEqual([['mec-5'], ['mec-2']]);
  expect(wavesOf({}, ['mec-3', 'mec-4']).flat().sort()).toEqual(['mec-3', 'mec-4']);
  expect(() => wavesOf({ canary: ['mec-5'] }, ['mec-3'])).toThrow('--canary mec-5: not among the sites');
  expect(() => wavesOf({ canary: ['mec-55'] })).toThrow("did you mean 'mec-5'");
});

test('of a large fleet it says what was not considered, and of a smaller one nothing', () => {
  const notes = (sites: number) => planRollout(Fleet.from(largeFleet(sites)), defaultStrategy).notes;
  expect(notes(65)).toEqual([expect.stringContaining('it was not considered which sites take over from each other')]);
  expect(notes(64)).toEqual([]);
});

test('a share of sites is rounded down, and one at least where one is needed', () => {
  expect([sitesIn('25%', 8, 1), sitesIn('25%', 3, 1), sitesIn('25%', 3, 0), sitesIn('5', 3, 1)]).toEqual([2, 1, 0, 5]);
});

test('options are read with their units, and all that cannot be used are told at once', () => {
  expect(strategyFrom({ soak: '2min', maxUnavailable: '10%', firstWave: '3', drain: 'never' })).toEqual({
    ...defaultStrategy,
    soakMs: 120_000,
    maxUnavailable: '10%',
    firstWave: 3,
    drain: 'never',
  });
  const wrong = () => strategyFrom({ soak: '2', maxUnavailable: '0', firstWave: '0', drain: 'maybe' });
  expect(wrong).toThrow(/--soak: '2' is not a time/);
  expect(wrong).toThrow(/--max-unavailable: one site at least/);
  expect(wrong).toThrow(/--first-wave: a number of sites/);
  expect(wrong).toThrow(/--drain: /);
});

test('a share is at most the whole fleet', () => {
  expect(strategyFrom({ maxUnavailable: '100%' }).maxUnavailable).toBe('100%');
  for (const share of ['101%', '150%', '999%'])
    expect(() => strategyFrom({ maxUnavailable: share })).toThrow(/--max-unavailable: .* at most 100%/);
});
