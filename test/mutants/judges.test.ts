import { Judges } from './judges';
import type { Suite } from './judges';
import { mutant } from './mutant';

const suite = (name: string, hits: readonly number[], given: Partial<Suite> = {}, ms = 10): Suite => ({
  name,
  tests: hits.map((count, index) => ({ name: `test ${index}`, ms, hits: { 1: count } })),
  atLoad: {},
  ...given,
});
const tests = (suites: readonly Suite[], budgetMs = 1000) => new Judges(suites, budgetMs).trial(mutant())?.parts;

describe('the tests that judge a mutant', () => {
  test('are those that come by it', () => {
    expect(tests([suite('test/x/a.test.ts', [0, 3, 0, 1])])?.[0]?.tests.toSorted()).toEqual([1, 3]);
  });

  test('are all of a file that comes by it while it is loaded', () => {
    expect(tests([suite('test/x/a.test.ts', [0, 0], { atLoad: { 1: 1 } })])?.[0]?.tests).toHaveLength(2);
  });

  test('are none where none comes by it, or where the only one fails without it', () => {
    expect(tests([suite('test/x/a.test.ts', [0])])).toBeUndefined();
    const failing = { tests: [{ name: 'test', ms: 1, hits: { 1: 1 }, failure: 'no' }] };
    expect(tests([suite('test/x/a.test.ts', [], failing)])).toBeUndefined();
  });

  test('are tried from near to far, until their time is used up', () => {
    const far = suite(
      'test/x/z.test.ts',
      Array.from({ length: 100 }, () => 1),
    );
    const near = suite('test/fleet/a.test.ts', [1]);
    const [first, ...others] = tests([far, near], 50) ?? [];
    expect(first?.suite).toBe('test/fleet/a.test.ts');
    expect(others.flatMap((part) => part.tests).length).toBeLessThan(10);
  });

  test('are, of the suites of all rules, first those that name the rule of the mutant', () => {
    const names = ['the rule other', 'keeps the rule a-rule silent', 'the rule a-rule'];
    const all = suite('test/fleet/rules/silent.test.ts', [], { tests: names.map((name) => ({ name, ms: 10, hits: { 1: 1 } })) });
    const trial = new Judges([all], 1).trial(mutant({ file: 'lib/fleet/rules/paths/a-rule.ts' }));
    expect(trial?.parts.flatMap((part) => part.tests).toSorted()).toEqual([1, 2]);
  });

  test('begin with those that killed another mutant of the file', () => {
    const judges = new Judges([suite('test/fleet/a.test.ts', [1]), suite('test/x/z.test.ts', [1, 1, 1])], 1000);
    judges.killed(mutant({ id: '2' }), 'test/x/z.test.ts: test 2');
    expect(judges.trial(mutant())?.parts[0]).toMatchObject({ suite: 'test/x/z.test.ts' });
    expect(judges.trial(mutant())?.parts[0]?.tests[0]).toBe(2);
  });
});
