import { Claims } from '../../../lib/synth/threads/claims';

describe('a share', () => {
  test('is taken once', () => {
    const claims = Claims.of(3, 3);
    expect([claims.take(1), claims.take(1)]).toEqual([true, false]);
    expect([claims.takeNext(), claims.takeNext(), claims.takeNext()]).toEqual([0, 2, undefined]);
  });

  test('is not taken far ahead of the one that is wanted', () => {
    const claims = Claims.of(5, 2);
    expect([claims.takeNext(), claims.takeNext(), claims.takeNext()]).toEqual([0, 1, undefined]);
    claims.want(2);
    expect([claims.takeNext(), claims.takeNext(), claims.takeNext()]).toEqual([2, 3, undefined]);
  });

  test('that could not be made is known as such, and nobody waits for it', () => {
    const claims = Claims.of(2, 2);
    claims.takeNext();
    claims.finish(0, false);
    claims.wait(0, 60_000);
    expect([claims.hasFailed(0), claims.hasFailed(1)]).toEqual([true, false]);
  });
});

test('when no share is wanted any more, nobody waits', () => {
  const claims = Claims.of(2, 2);
  claims.want(2);
  expect(claims.waitForMore()).toBe(false);
});
