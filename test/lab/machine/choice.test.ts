import { choose, offers } from '../../../lab/src/machine/choice';
import type { Machine } from '../../../lab/src/machine/machine';

/** A machine that can do everything. */
const machine: Machine = {
  root: true,
  missingPrograms: [],
  netem: true,
  mpls: true,
  delayLine: '/cache/delay-line',
  missingForClusters: [],
  missingForGuest: [],
};

test('a machine that has everything can run every level, and runs clusters with netem', () => {
  expect(offers(machine).map(({ reason }) => reason)).toEqual([undefined, undefined, undefined]);
  expect(choose(machine, undefined, true)).toMatchObject({ level: 'cluster', delay: 'netem', notes: [] });
});

test('without root it runs routers, and says why not clusters', () => {
  const choice = choose({ ...machine, root: false }, undefined, true);
  expect(choice.level).toBe('routers');
  expect(choice.notes.join()).toContain('root');
});

test('a level that was asked for and cannot be run is refused with reason and remedy', () => {
  expect(() => choose({ ...machine, noComponents: 'not built: etcd; remedy: make components' }, 'cluster', true)).toThrow(
    /cluster cannot be run here: .*make components/,
  );
});

test('without netem the delay line makes the delay; without that there is none, and a note says so', () => {
  expect(choose({ ...machine, netem: false }, 'routers', true)).toMatchObject({
    delay: 'delay-line',
    delayProgram: '/cache/delay-line',
  });
  const bare: Machine = { ...machine, netem: false };
  Reflect.deleteProperty(bare, 'delayLine');
  const choice = choose(bare, 'routers', true);
  expect(choice.delay).toBe('none');
  expect(choice.notes.join()).toContain('no delay');
});

test('a fleet without delay needs nothing for it', () => {
  expect(choose(machine, 'routers', false)).toMatchObject({ delay: 'none', notes: [] });
});

test('where namespaces cannot be made, no level can be run', () => {
  const noNamespaces = 'user namespaces cannot be made (AppArmor)';
  expect(offers({ ...machine, noNamespaces }).every(({ reason }) => reason?.includes('AppArmor'))).toBe(true);
});
