import { answersOf } from '../../../lab/src/measure/afterwards';
import type { Sample } from '../../../lab/src/probes';

/** Two rounds of 64 flows; `serverOf` says who answers a flow. */
const rounds = (serverOf: (flow: number, round: number) => string | undefined): Sample[] =>
  Array.from({ length: 128 }, (_, index) => {
    const site = serverOf(index % 64, Math.floor(index / 64));
    const sent = { index, dueMs: index, sentMs: index };
    return site === undefined ? sent : { ...sent, answeredMs: index + 1, server: { site, host: 'host-1', pod: '' } };
  });

describe('what a client sees when all has settled', () => {
  test('is complete where every flow has an answer, of one site', () => {
    expect(answersOf(rounds(() => 'mec-1'))).toEqual({ complete: true, sites: ['mec-1'] });
  });

  test('is complete where a flow is answered the second time', () => {
    expect(answersOf(rounds((flow, round) => (flow === 7 && round === 0 ? undefined : 'mec-1'))).complete).toBe(true);
  });

  test('is not complete where one flow has no answer at all', () => {
    expect(answersOf(rounds((flow) => (flow === 7 ? undefined : 'mec-1'))).complete).toBe(false);
  });

  test('names every site that answers', () => {
    expect(answersOf(rounds((flow) => (flow % 2 ? 'mec-2' : 'mec-1'))).sites).toEqual(['mec-1', 'mec-2']);
  });
});
