import { leftAfter, lookUntil, never, until } from '../../../lab/src/network/until';

/** Looks that find this, one after the other, the last again and again. */
function looks<T>(...found: readonly T[]) {
  const seen = [...found];
  let count = 0;
  const look = () => {
    count++;
    return Promise.resolve((seen.length > 1 ? seen.shift() : seen[0]) as T);
  };
  return { look, count: () => count };
}

/** A wall clock that somebody sets an hour ahead after the first look at it, or that stands still. */
function wallClock(kind: 'set ahead' | 'standing'): void {
  const clock = jest.spyOn(Date, 'now').mockReturnValue(0);
  if (kind === 'set ahead') clock.mockReturnValueOnce(0).mockReturnValue(3_600_000);
}

describe('waiting until something is so', () => {
  afterEach(() => jest.restoreAllMocks());

  test('ends with the look that finds it', async () => {
    const { look, count } = looks(['a'], ['a'], []);
    await until('it is so', 60_000, look, 1);
    expect(count()).toBe(3);
  });

  test('ends with what is left when the time is over', async () => {
    const waiting = until('it is so', 20, looks(['a is missing']).look, 1);
    await expect(waiting).rejects.toThrow('it is so: still not so after 20 ms:\n  a is missing');
  });

  test('looks once where there is no time', async () => {
    const { look, count } = looks(1, 2);
    await expect(lookUntil(0, look, (seen) => seen === 2)).resolves.toBe(1);
    expect(count()).toBe(1);
  });

  test('ends with an error of a look', async () => {
    await expect(until('it is so', 60_000, () => Promise.reject(new Error('gone for good')))).rejects.toThrow('gone for good');
  });

  test('ends no sooner where somebody sets the wall clock', async () => {
    wallClock('set ahead');
    await expect(leftAfter(60_000, looks(['a'], ['a'], []).look, 1)).resolves.toEqual([]);
  });

  test('lasts no longer where the wall clock stands', async () => {
    wallClock('standing');
    await expect(leftAfter(20, looks(['a']).look, 1)).resolves.toEqual(['a']);
  });
});

describe('watching that something does not happen', () => {
  afterEach(() => jest.restoreAllMocks());

  test('ends with what happens, however the wall clock is set', async () => {
    wallClock('set ahead');
    const watching = never('it breaks', 60_000, looks<readonly string[]>([], ['broken']).look);
    await expect(watching).rejects.toThrow('it breaks after all:\n  broken');
  });

  test('ends when the time is over, also where the wall clock stands', async () => {
    wallClock('standing');
    await expect(never('it breaks', 20, looks<readonly string[]>([]).look)).resolves.toBeUndefined();
  });
});
