import type { SiteLook } from '../../../agent/src/guards';
import { OutsideView } from '../../../agent/src/sites/outside-view';

const look = (seesUs?: boolean, site = 'mec-2'): SiteLook => ({
  site,
  says: 'serving',
  lookedAt: 0,
  ...(seesUs !== undefined && { seesUs }),
});

describe('whether other sites see this one', () => {
  test('is untold while nobody tells, whatever they say of themselves', () => {
    const view = new OutsideView();
    expect(view.take([look()], 0)).toBe(false);
    expect(view.take([], 60_000)).toBe(false);
    expect(view.now).toBe('untold');
  });

  test('is unseen only when nobody who tells has seen it for 5 s', () => {
    const view = new OutsideView();
    expect([view.take([look(true)], 0), view.now]).toEqual([false, 'seen']);
    expect([view.take([look(false), look(undefined, 'mec-3')], 1000), view.now]).toEqual([false, 'seen']);
    expect([view.take([look(false)], 5999), view.now]).toEqual([false, 'seen']);
    expect([view.take([look(false)], 6000), view.now]).toEqual([true, 'unseen']);
    expect(view.take([look(false)], 7000)).toBe(false);
    expect([view.take([look(false), look(true, 'mec-3')], 8000), view.now]).toEqual([true, 'seen']);
  });

  test('one look that is lost between others tells nothing', () => {
    const view = new OutsideView();
    view.take([look(false)], 0);
    view.take([look(true)], 4000);
    expect([view.take([look(false)], 6000), view.now]).toEqual([false, 'seen']);
  });

  test('is untold again, and no alarm, when the others fall silent themselves', () => {
    const view = new OutsideView();
    view.take([look(false)], 0);
    expect([view.take([], 9000), view.now]).toEqual([false, 'untold']);
    view.take([look(false)], 10_000);
    expect([view.take([look(false)], 15_000), view.now]).toEqual([true, 'unseen']);
    expect([view.take([], 16_000), view.now]).toEqual([false, 'untold']);
  });
});
