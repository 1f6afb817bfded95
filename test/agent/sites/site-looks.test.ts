import { agentSchema, resolve } from 'anycast-mec/contract';
import type { AgentInput } from 'anycast-mec/contract';
import { SiteLooks } from '../../../agent/src/sites/site-looks';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

type Others = NonNullable<AgentInput['services'][number]['otherSites']>;

/** Looks at other sites whose agents answer what stands in `answers`, by their addresses, after a while; absent: not at all. */
function looking(otherSites: Others, answers: Record<string, object | string>, afterMs: () => number = () => 0) {
  const service = { name: 's', namespace: 'n', vips: ['203.0.113.1'], port: 80, protocol: 'TCP' as const, health: { port: 80 } };
  const [only] = resolve(agentSchema.parse({ hosts: ['h1'], services: [{ ...service, otherSites }] })).services;
  if (!only) throw new Error('one service is given');
  const asked: string[] = [];
  let done = 0;
  const read = async (url: string) => {
    asked.push(url);
    const answer = answers[new URL(url).host];
    await new Promise((later) => setTimeout(later, afterMs()));
    if (answer === undefined) throw new Error('refused');
    return { status: 200, text: typeof answer === 'string' ? answer : JSON.stringify(answer) };
  };
  const looks = new SiteLooks(only, 'mec-1', read, () => (done += 1));
  return { looks, asked, done: () => done };
}

const b = { site: 'mec-2', addresses: ['192.0.2.2:9470'] };
const serving = { says: 'serving' };
const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

describe('a look at another site', () => {
  test('asks its agent about the VIP, and tells when it is over', async () => {
    const { looks, asked, done } = looking([b], { '192.0.2.2:9470': serving });
    expect(looks.all).toEqual([{ site: 'mec-2', says: 'unknown', lookedAt: -Infinity }]);
    expect(looks.seen).toEqual({});
    await pass(10);
    looks.lookAfter(0);
    const at = performance.now();
    await pass(1);
    expect(asked).toEqual(['http://192.0.2.2:9470/vip/203.0.113.1']);
    expect(looks.all).toEqual([{ site: 'mec-2', says: 'serving', lookedAt: at }]);
    expect(looks.seen).toEqual({ 'mec-2': 'serving' });
    expect(done()).toBe(1);
  });

  test.each([
    ['does not answer', undefined],
    ['answers no JSON', 'fine'],
    ['says what nobody knows', { says: 'resting' }],
    ['says nothing', {}],
  ])('is unknown where it %s', async (_, answer) => {
    const { looks } = looking([b], answer === undefined ? {} : { '192.0.2.2:9470': answer });
    await pass(10);
    looks.lookAfter(0);
    await pass(1);
    expect(looks.seen).toEqual({ 'mec-2': 'unknown' });
  });

  test.each([
    ['serving', 'leaving', 'serving'],
    ['leaving', 'announcing', 'announcing'],
    ['leaving', 'unknown', 'leaving'],
  ])('of several addresses takes the one that says most: %s, %s', async (one, other, says) => {
    const addresses = ['192.0.2.2:9470', '192.0.2.3:9470'];
    const { looks } = looking([{ site: 'mec-2', addresses }], {
      '192.0.2.2:9470': { says: one },
      '192.0.2.3:9470': { says: other },
    });
    await pass(10);
    looks.lookAfter(0);
    await pass(1);
    expect(looks.all[0]?.says).toBe(says);
  });

  test.each([
    [{ 'mec-1': 'serving' }, true],
    [{ 'mec-1': 'unknown' }, false],
    [{ 'mec-3': 'serving' }, undefined],
    [undefined, undefined],
  ])('learns whether this site is seen: %p', async (seen, seesUs) => {
    const { looks } = looking([b], { '192.0.2.2:9470': { ...serving, seen } });
    await pass(10);
    looks.lookAfter(0);
    await pass(1);
    expect(looks.all[0]?.seesUs).toBe(seesUs);
  });

  test('that is answered late does not replace a newer one', async () => {
    const waits = [100, 10];
    const answers: Record<string, object> = { '192.0.2.2:9470': { says: 'announcing' } };
    const { looks } = looking([b], answers, () => waits.shift() ?? 0);
    await pass(10);
    looks.lookAfter(0);
    await pass(60);
    answers['192.0.2.2:9470'] = { says: 'leaving' };
    // Another intention, while the first look is on its way.
    looks.lookAfter(performance.now() - 1);
    await pass(100);
    expect(looks.all[0]?.says).toBe('leaving');
  });
});

describe('looks', () => {
  test('for one intention follow each other after 50 ms, and wait for the one on its way', async () => {
    let slow = false;
    const { looks, asked } = looking([b], { '192.0.2.2:9470': serving }, () => (slow ? 300 : 0));
    await pass(10);
    const intendedAt = performance.now();
    looks.lookAfter(intendedAt);
    expect(asked).toHaveLength(0);
    await pass(1);
    const look = async (ms: number) => {
      await pass(ms);
      looks.lookAfter(intendedAt);
      return asked.length;
    };
    expect([await look(0), await look(49), await look(1)]).toEqual([1, 1, 2]);
    slow = true;
    expect([await look(50), await look(299), await look(2)]).toEqual([3, 3, 4]);
  });

  test('without an intention are taken once a second', async () => {
    const { looks, asked } = looking([b], { '192.0.2.2:9470': serving });
    await pass(10);
    const look = async (ms: number) => {
      await pass(ms);
      looks.lookSteadily(performance.now());
      return asked.length;
    };
    expect([await look(0), await look(50), await look(949), await look(1)]).toEqual([1, 1, 1, 2]);
  });
});
