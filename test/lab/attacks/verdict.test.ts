import { bounds, harms, harmsIn } from '../../../lab/src/attacks/harm';
import type { Harm } from '../../../lab/src/attacks/harm';
import type { Measurement } from '../../../lab/src/attacks/measurement';
import { verdictOf } from '../../../lab/src/attacks/verdict';
import { client, measured } from './measured';

describe('a harm', () => {
  const done: readonly [string, Partial<Measurement>, readonly Harm[]][] = [
    ['nothing', {}, []],
    ['an answer from a wrong place', { hijacked: { answers: 1, packets: 0 } }, ['hijacked']],
    ['a packet at the attacker', { hijacked: { answers: 0, packets: 1 } }, ['hijacked']],
    ['an echo reply', { reflected: 1 }, ['reflected']],
    ['a route', { routes: 1 }, ['routes']],
    ['a session', { sessions: ['isp/pe-1 to 10.0.0.1'] }, ['sessions']],
    ['a withdrawal', { withdrawals: ['isp/pe-1: 203.0.113.1/32 to isp/pe-2'] }, ['withdrawals']],
    ['a p99 that is 1.2 times as long', client(20, 24), []],
    ['a p99 that is longer than that', client(20, 24.1), ['slower']],
    ['twice a p99 so short that the lab does not tell both apart', client(1, 3.9), []],
    ['a p99 that is longer by more than that', client(1, 4.1), ['slower']],
    ['a p99 without an end', client(1, null), ['slower']],
    ['a p99 without an end before the attack already', client(null, 2), []],
    ['several', { routes: 3, ...client(1, null) }, ['routes', 'slower']],
  ];
  test.each(done)('%s is told as what it is', (_, but, expected) => {
    expect(harmsIn(measured(but))).toEqual(expected);
  });

  test('has a bound with words of its own, whatever was seen', () => {
    expect(Object.keys(bounds)).toEqual([...harms]);
    const words = harms.map((harm) => bounds[harm].holds);
    expect(new Set(words).size).toBe(words.length);
    expect(harms.map((harm) => bounds[harm].seen(measured()).length > 0)).toEqual(harms.map(() => true));
  });
});

describe('the verdict on an attack on routes', () => {
  const harmless = measured();
  const worked = measured({ routes: 1 });
  const other = measured({ sessions: ['isp/pe-1 to 10.0.0.1'] });
  test.each([
    ['works without the defence and not with it', worked, harmless, 'holds'],
    ['works in spite of the defence', worked, worked, 'broken'],
    ['does another harm in spite of the defence', worked, other, 'broken'],
    ['does nothing at all', harmless, harmless, 'unproved'],
    ['does something else than it is made for', other, harmless, 'unproved'],
    ['works with the defence alone', harmless, worked, 'broken'],
    ['has a defence that cannot be taken out, and does nothing', undefined, harmless, 'holds'],
    ['has a defence that cannot be taken out, and works', undefined, worked, 'broken'],
  ] as const)('that %s', (_, undefended, defended, expected) => {
    expect(verdictOf(['routes', 'hijacked'], undefended, defended)).toBe(expected);
  });
});
