import type { Finding } from '../../../lib/fleet/findings/finding';
import { formatFindings } from '../../../lib/fleet/findings/format';
import { isAtOrBelow } from '../../../lib/fleet/findings/paths';

const finding = (site: number, of: Partial<Finding> = {}): Finding => ({
  rule: 'some-rule',
  severity: 'warning',
  path: `sites.mec-${site}`,
  value: site,
  message: `mec-${site} is alone.`,
  allowed: 'company',
  remedy: 'Add a site.',
  ...of,
});
const many = (count: number, of?: Partial<Finding>) => Array.from({ length: count }, (_, index) => finding(index + 1, of));
const linesOf = (findings: readonly Finding[]) => formatFindings(findings, 'fleet.yaml').split('\n');

test('a few findings are all told in full', () => {
  const text = formatFindings(many(5), 'fleet.yaml');
  expect(text.match(/remedy: {2}Add a site\./g)).toHaveLength(5);
  expect(text).not.toContain('more place');
});

test('where more is told is said once for all that are alike, and not of what is known', () => {
  const more = (findings: readonly Finding[]) => linesOf(findings).filter((line) => line.includes('anycast-mec explain'));
  expect(more(many(2000))).toEqual(['           more:    anycast-mec explain some-rule']);
  expect(more([...many(2), finding(3, { rule: 'other' })])).toHaveLength(2);
  expect(more(many(2, { acknowledged: 'it is planned' }))).toEqual([]);
});

test('of thousands of equal warnings the first are told, the rest is counted', () => {
  const lines = linesOf(many(2000));
  expect(lines[0]).toBe('fleet.yaml: 0 errors, 2000 warnings');
  expect(lines).toHaveLength(1 + 5 * 4 + 1 + 2);
  expect(lines.at(-2)).toMatch(/^ {2}warning {2}some-rule {3}and at 1995 more places: sites\.mec-6, .*sites\.mec-15, \.\.\.$/);
});

test('every error is told with its place and what is wrong, the remedy that they share a few times', () => {
  const text = formatFindings(many(2000, { severity: 'error' }), 'fleet.yaml');
  for (const site of [1, 6, 2000]) expect(text).toContain(`sites.mec-${site}: ${site}\n           mec-${site} is alone.`);
  expect(text.match(/remedy:/g)).toHaveLength(5);
});

test('warnings of another rule or remedy, and acknowledged ones, are counted apart, errors before them', () => {
  const lines = linesOf([
    ...many(6),
    ...many(6, { remedy: 'Take it out.' }),
    ...many(6, { acknowledged: 'it is planned' }),
    finding(1, { severity: 'error', rule: 'other' }),
  ]);
  expect(lines[1]).toContain('error    other');
  expect(lines.filter((line) => line.includes('1 more place: sites.mec-6'))).toHaveLength(3);
  expect(lines.at(-2)).toContain('known    some-rule');
});

test.each([
  ['sites.a', 'sites.a', true],
  ['sites.a.as', 'sites.a', true],
  ['sites.a[0]', 'sites.a', true],
  ['sites.ab', 'sites.a', false],
  ['sites.a', 'sites.a.as', false],
  ['sites', '', true],
  ['', '', true],
])('%p at or below %p: %p', (path, above, answer) => {
  expect(isAtOrBelow(path, above)).toBe(answer);
});
