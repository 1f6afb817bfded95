import type { FleetState } from 'anycast-mec';
import { standingFleet } from '../equipment/standing-lab';
import { unmetExpectations } from '../../../lab/src/measure/ready';

/** A lab whose paths are as the fleet predicts after the second look. */
function lab() {
  const asked: (FleetState | undefined)[] = [];
  let looks = 0;
  return {
    asked,
    fleet: standingFleet,
    expectations: (state?: FleetState) => {
      asked.push(state);
      const check = () => Promise.resolve(++looks < 2 ? ['the best path is another one'] : []);
      return [{ name: 'best paths of the VIPs', check }];
    },
  };
}

describe('a fleet before a fault is measured', () => {
  test('is waited for until it is as the Fleet predicts', async () => {
    await expect(unmetExpectations(lab(), { setUp: [] })).resolves.toEqual([]);
  });

  test('is held against the prediction after the set-up, not against that of the undisturbed fleet', async () => {
    const setUp = [
      { verb: 'withdraw', target: 'mec-1' },
      { verb: 'drain', target: 'mec-2' },
    ];
    const one = lab();
    await unmetExpectations(one, { setUp });
    expect(one.asked).toEqual([{ down: [], withdrawn: ['mec-1'], drained: ['mec-2'] }]);
  });
});
