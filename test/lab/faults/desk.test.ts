import { LabFaultDesk } from '../../../lab/src/faults/desk';
import { fault, unpredicted } from '../../../lab/src/faults/fault';
import type { Act } from '../../../lab/src/faults/fault';
import { unknownName } from '../../../lab/src/usage/usage-error';
import type { RunningLab } from '../../../lab/src/model/running-lab';

/** A desk with one fault of the test's own: the desk hands the lab on and does not look into it. */
function desk(everywhere: Act<string, unknown>): LabFaultDesk {
  const one = fault({
    name: 'test',
    summary: '',
    target: { text: '<anything>', find: (_, { target }) => target },
    endsBfd: false,
    takesPower: false,
    about: 'outage',
    predicts: unpredicted,
    does: { everywhere },
  });
  const find = (verb: string) => {
    if (verb !== one.name) throw unknownName('fault', verb, [one.name]);
    return one;
  };
  return new LabFaultDesk(() => ({ level: 'routers' }) as RunningLab, { speakers: new Map() }, find);
}

test('knows a fault from its injection until it is healed, with the times of both', async () => {
  const done: string[] = [];
  const faults = desk(() =>
    Promise.resolve({
      detail: 'broken',
      inject: (injection) => {
        injection.undo(() => Promise.resolve(void done.push('undone')));
        done.push('done');
        return Promise.resolve();
      },
    }),
  );
  const fault = await faults.inject({ verb: 'test', target: 'x' });
  expect(faults.active()).toEqual([fault]);
  const healed = await faults.heal(fault.id);
  expect(done).toEqual(['done', 'undone']);
  expect(faults.active()).toEqual([]);
  expect(BigInt(healed.beforeNs) <= BigInt(healed.afterNs) && BigInt(healed.afterNs) <= BigInt(healed.healBeforeNs)).toBe(true);
});

test('a fault that fails half-way is undone, the last step first, and is not there', async () => {
  const undone: number[] = [];
  const faults = desk(() =>
    Promise.resolve({
      detail: '',
      inject: (injection) => {
        for (const step of [1, 2]) injection.undo(() => Promise.resolve(void undone.push(step)));
        return Promise.reject(new Error('half-way'));
      },
    }),
  );
  await expect(faults.inject({ verb: 'test', target: 'x' })).rejects.toThrow('half-way');
  expect(undone).toEqual([2, 1]);
  expect(faults.active()).toEqual([]);
});

test('a fault heals by itself after its time, and not before', async () => {
  jest.useFakeTimers({ doNotFake: ['hrtime'] });
  const faults = desk(() => Promise.resolve({ detail: '', inject: () => Promise.resolve() }));
  await faults.inject({ verb: 'test', target: 'x', forMs: 60_000 });
  await jest.advanceTimersByTimeAsync(59_000);
  expect(faults.active()).toHaveLength(1);
  await jest.advanceTimersByTimeAsync(2000);
  expect(faults.active()).toEqual([]);
  jest.useRealTimers();
});

test('what does not exist is refused with what does', async () => {
  const faults = desk(() => Promise.reject(new Error('no such host')));
  await expect(faults.inject({ verb: 'tset', target: 'x' })).rejects.toThrow("no fault 'tset'; there are: test");
  await expect(faults.heal('f9')).rejects.toThrow("no fault 'f9'");
});
