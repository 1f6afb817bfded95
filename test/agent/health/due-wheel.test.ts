import fc from 'fast-check';
import { Due, DueWheel } from '../../../agent/src/health/due-wheel';

class Named extends Due {
  public constructor(public readonly name: string) {
    super();
  }
}

const names = (list: readonly Named[]) => list.map(({ name }) => name);

describe('the wheel', () => {
  test('gives what is due, earlier milliseconds first, and keeps the rest', () => {
    const wheel = new DueWheel<Named>();
    for (const at of [5, 1, 4, 2, 3]) wheel.put(new Named(String(at)), at);
    expect(names(wheel.takeDue(3))).toEqual(['1', '2', '3']);
    expect(wheel.takeDue(3)).toEqual([]);
    expect(wheel.nextAt()).toBe(4);
  });

  test('gives nothing before its time, inside of a millisecond too', () => {
    const wheel = new DueWheel<Named>();
    wheel.put(new Named('late'), 10.75);
    expect(wheel.takeDue(10.5)).toEqual([]);
    expect(names(wheel.takeDue(10.75))).toEqual(['late']);
  });

  test('keeps what is due after many turns, and says when it is', () => {
    const wheel = new DueWheel<Named>();
    wheel.put(new Named('far'), 60_000);
    expect(wheel.nextAt()).toBe(60_000);
    for (let now = 0; now < 60_000; now += 100) expect(wheel.takeDue(now)).toEqual([]);
    expect(names(wheel.takeDue(60_000))).toEqual(['far']);
    expect(wheel.nextAt()).toBeUndefined();
  });

  test('gives at once what was due before it was put in, and what was missed while nobody asked', () => {
    const wheel = new DueWheel<Named>();
    wheel.takeDue(5000);
    wheel.put(new Named('past'), 10);
    wheel.put(new Named('missed'), 5001);
    expect(names(wheel.takeDue(9000)).sort()).toEqual(['missed', 'past']);
  });

  test('moves what is put in again, and forgets what is taken away', () => {
    const wheel = new DueWheel<Named>();
    const [moved, gone] = [new Named('moved'), new Named('gone')];
    wheel.put(moved, 10);
    wheel.put(gone, 10);
    wheel.put(moved, 30);
    wheel.remove(gone);
    wheel.remove(gone);
    expect(wheel.takeDue(20)).toEqual([]);
    expect([moved.waits, gone.waits]).toEqual([true, false]);
    expect(names(wheel.takeAll())).toEqual(['moved']);
  });

  test('gives each thing once, when it is due, whatever is put in and taken away', () => {
    const step = fc.record({ at: fc.double({ min: 0, max: 3000, noNaN: true }), removes: fc.boolean(), passes: fc.nat(700) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const wheel = new DueWheel<Named>();
        const waiting = new Set<Named>();
        let now = 0;
        for (const { at, removes, passes } of steps) {
          const due = new Named(String(at));
          wheel.put(due, now + at);
          waiting.add(due);
          const [oldest] = waiting;
          if (removes && oldest) {
            wheel.remove(oldest);
            waiting.delete(oldest);
          }
          expect(wheel.nextAt()).toBe(waiting.size ? Math.min(...[...waiting].map((one) => one.at)) : undefined);
          now += passes;
          const expected = [...waiting].filter((one) => one.at <= now);
          expect(new Set(wheel.takeDue(now))).toEqual(new Set(expected));
          for (const one of expected) waiting.delete(one);
        }
      }),
    );
  });
});
