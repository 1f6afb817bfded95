import type { ResourceChange } from '../../lib/rollout/engine/site-engine';
import type { RolloutPlan } from '../../lib/rollout/plan';
import { planRows, resultJson, resultRows } from '../../lib/rollout/report';
import type { RolloutResult } from '../../lib/rollout/roll-out';

const change = (name: string): ResourceChange => ({
  ...{ kind: 'update', type: 'kubernetes:core/v1:Secret', name, differences: ['data'] },
  inputs: { data: { password: 'no one may see this' } },
});
const site = (name: string, changes: readonly string[], more: object = {}): RolloutResult['sites'][number] => ({
  ...{ site: name, outcome: 'done', changes: { changes: changes.map(change), unchanged: 9 }, wasDrained: false, ms: 1499.6 },
  ...more,
});
const plan: RolloutPlan = {
  waves: [
    { name: 'canary', isCanary: true, sites: ['mec-1'] },
    { name: 'wave 1', isCanary: false, sites: ['mec-2', 'mec-3'] },
  ],
  ...{ maxUnavailable: 2, maxFailures: 0, notes: [] },
};

test('a plan is a row for each wave', () => {
  expect(planRows(plan)).toEqual([
    [1, 'canary', 'mec-1'],
    [2, 'wave 1', 'mec-2, mec-3'],
  ]);
});

test('a result is a row for each site: three changes, whether it was drained, and how long it took or why it failed', () => {
  const sites: RolloutResult['sites'] = [
    site('mec-1', ['a', 'b', 'c'], { wasDrained: true }),
    site('mec-2', ['a', 'b', 'c', 'd', 'e']),
    site('mec-3', [], { outcome: 'failed', reason: 'refused' }),
    { site: 'mec-4', outcome: 'not begun' },
  ];
  expect(resultRows({ outcome: 'stopped', sites })).toEqual([
    ['mec-1', 'done', 'update a\nupdate b\nupdate c', 'yes', '1 s'],
    ['mec-2', 'done', 'update a\nupdate b\nupdate c\nand 2 more', '-', '1 s'],
    ['mec-3', 'failed', '', '-', 'refused'],
    ['mec-4', 'not begun', '', '', ''],
  ]);
});

test('a result as JSON has whole milliseconds, and no inputs of resources', () => {
  const sites: RolloutResult['sites'] = [site('mec-1', ['a']), { site: 'mec-2', outcome: 'not begun' }];
  const shown = { kind: 'update', type: 'kubernetes:core/v1:Secret', name: 'a', differences: ['data'] };
  expect(resultJson(plan, { outcome: 'done', sites })).toStrictEqual({
    outcome: 'done',
    plan,
    sites: [
      { site: 'mec-1', outcome: 'done', changes: [shown], wasDrained: false, ms: 1500 },
      { site: 'mec-2', outcome: 'not begun' },
    ],
  });
});

test('a result as JSON says why the rollout stopped, if it did', () => {
  expect(resultJson(plan, { outcome: 'stopped', reason: 'interrupted', sites: [] })).toStrictEqual({
    ...{ outcome: 'stopped', reason: 'interrupted', plan, sites: [] },
  });
});
