import { Duration, Size } from 'cdk8s';
import { described } from '../../../lib/fleet/description/given';
import type { Given } from '../../../lib/fleet/description/given';
import { memorySchema } from '../../../lib/contract/kubernetes';
import { durationSchema } from '../../../lib/fleet/description/scalars';
import type { TimersDescription } from '../../../lib/fleet/description/timers';
import type { WorkloadDescription } from '../../../lib/fleet/description/workload';

describe('a time as an object', () => {
  test.each([
    [Duration.millis(50), '50ms'],
    [Duration.seconds(3), '3000ms'],
    [Duration.seconds(0.25), '250ms'],
    [Duration.minutes(2), '120000ms'],
    [Duration.hours(1), '3600000ms'],
    [Duration.millis(0.5), '0.5ms'],
  ])('is that time as text: %p', (duration, text) => {
    expect(described({ every: duration })).toEqual({ every: text });
    expect(durationSchema.safeParse(text).success).toBe(true);
  });

  test.each([[Duration.millis(1e-7)], [Duration.seconds(Infinity)], [Duration.seconds(NaN)], [Duration.days(1000)]])(
    'is refused where text could not say it: %p',
    (duration) => expect(durationSchema.safeParse(described(duration)).success).toBe(false),
  );
});

describe('a size as an object', () => {
  test.each([
    [Size.mebibytes(64), '64Mi'],
    [Size.gibibytes(1), '1Gi'],
    [Size.gibibytes(1.5), '1536Mi'],
    [Size.kibibytes(2048), '2Mi'],
    [Size.pebibyte(1), '1024Ti'],
    [Size.mebibytes(0.5), '512Ki'],
  ])('is that amount as text, in the largest unit that holds it: %p', (size, text) => {
    expect(described({ memory: size })).toEqual({ memory: text });
    expect(memorySchema.safeParse(text).success).toBe(true);
  });

  test.each([[Size.kibibytes(0.5)], [Size.kibibytes(0)], [Size.mebibytes(NaN)]])(
    'is refused where text could not say it: %p',
    (size) => expect(memorySchema.safeParse(described(size)).success).toBe(false),
  );
});

describe('a number of another program', () => {
  test.each<[object, string]>([
    [{ toMilliseconds: () => 0 }, '0ms'],
    [{ toKibibytes: () => 0 }, '0Ki'],
    [{ toKibibytes: () => 1 }, '1Ki'],
    [{ toKibibytes: () => 1023 }, '1023Ki'],
    [{ toKibibytes: () => 1024 }, '1Mi'],
    [{ toKibibytes: () => 1024 ** 2 }, '1Gi'],
    [{ toKibibytes: () => 1024 ** 3 }, '1Ti'],
    [{ toKibibytes: () => 1024 ** 4 }, '1024Ti'],
    [{ toKibibytes: ({ rounding }: { rounding: number }) => rounding }, '2Ki'],
    [{ toMilliseconds: ({ integral }: { integral: boolean }) => (integral ? 1 : 2) }, '2ms'],
  ])('is asked for without rounding, and told: %#', (given, text) => {
    expect(described(given)).toBe(text);
  });

  test.each<[object]>([[{ toMilliseconds: 5 }], [{ toKibibytes: 'x' }], [{}], [[]]])('is none: %j', (given) => {
    expect(described(given)).toBe(given);
  });
});

describe('what is described', () => {
  test('stays the very value where it has neither, so that what is made of it is made once', () => {
    const given = { health: { every: '50ms', checks: [{ fall: 3 }] }, none: undefined, at: new Map() };
    expect(described(given)).toBe(given);
  });

  test('keeps each part that has neither, beside one that has', () => {
    const parts = { none: { a: 1 }, list: ['a', { b: 2 }], text: 'x', nothing: null };
    const written = described({ ...parts, every: Duration.seconds(1) }) as typeof parts;
    expect(written).toEqual({ ...parts, every: '1000ms' });
    expect([written.none === parts.none, written.list === parts.list]).toEqual([true, true]);
    expect(described([Duration.seconds(1), 'a'])).toEqual(['1000ms', 'a']);
  });

  test('keeps what is no plain group, whatever is in it', () => {
    class Own {
      public readonly every = Duration.seconds(1);
    }
    const own = new Own();
    expect(described(own)).toBe(own);
    expect(described({ own }).own).toBe(own);
  });

  test('may hold itself: the schema refuses that', () => {
    const given: { every: Duration; self?: object } = { every: Duration.seconds(1) };
    given.self = given;
    expect(described(given)).toMatchObject({ every: '1000ms' });
  });

  test('has them as text at every depth, in lists, too, and is not changed itself', () => {
    const given = { ports: [{ health: { every: Duration.millis(20) } }], workload: { stop: { grace: Duration.seconds(2) } } };
    expect(described(given)).toEqual({
      ports: [{ health: { every: '20ms' } }],
      workload: { stop: { grace: '2000ms' } },
    });
    expect(given.ports[0]?.health.every).toBeInstanceOf(Duration);
  });

  test('takes them where the schema has times and sizes, and nowhere else: the compiler says so', () => {
    const timers: Given<TimersDescription> = { hold: Duration.seconds(3), keepalive: '1s' };
    // @ts-expect-error a size is no time
    const wrong: Given<TimersDescription> = { hold: Size.mebibytes(3) };
    // @ts-expect-error an image is no time
    const worse: Given<WorkloadDescription> = { image: Duration.seconds(3) };
    const workload: Given<WorkloadDescription> = {
      image: 'a:1',
      memory: Size.mebibytes(64),
      stop: { delay: Duration.seconds(1) },
    };
    expect([timers, wrong, worse, workload]).toHaveLength(4);
  });
});
