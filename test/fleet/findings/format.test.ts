import type { Finding } from '../../../lib/fleet/findings/finding';
import { explainCommand, formatFindings, jsonText, shown, summary } from '../../../lib/fleet/findings/format';

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

test('the text has errors, warnings and what is known in that order, each with all that is told of it', () => {
  const findings = [
    finding(1, { acknowledged: 'it is planned' }),
    finding(2),
    finding(3, { severity: 'error', rule: 'other', path: '', value: undefined }),
    finding(4, { severity: 'error', rule: 'other' }),
  ];
  expect(linesOf(findings)).toEqual([
    'fleet.yaml: 2 errors, 1 warning, 1 acknowledged',
    '  error    other   (fleet): nothing',
    '           mec-3 is alone.',
    '           allowed: company',
    '           remedy:  Add a site.',
    '  error    other   sites.mec-4: 4',
    '           mec-4 is alone.',
    '           allowed: company',
    '           remedy:  Add a site.',
    '           more:    anycast-mec explain other',
    '  warning  some-rule   sites.mec-2: 2',
    '           mec-2 is alone.',
    '           allowed: company',
    '           remedy:  Add a site.',
    '           more:    anycast-mec explain some-rule',
    '  known    some-rule   sites.mec-1: 1',
    '           mec-1 is alone. Acknowledged: it is planned',
  ]);
});

test.each([
  [6, '1 more place: sites.mec-6'],
  [7, '2 more places: sites.mec-6, sites.mec-7'],
  [15, `10 more places: ${[6, 7, 8, 9, 10, 11, 12, 13, 14, 15].map((site) => `sites.mec-${site}`).join(', ')}`],
  [16, `11 more places: ${[6, 7, 8, 9, 10, 11, 12, 13, 14, 15].map((site) => `sites.mec-${site}`).join(', ')}, ...`],
])('of %p warnings the places after the fifth are named, ten at most', (count, places) => {
  expect(linesOf(many(count)).slice(-2)).toEqual([
    `  warning  some-rule   and at ${places}`,
    '           `anycast-mec check --json` tells each of them.',
  ]);
});

test('a finding after the fifth that is an error and has no path is at the fleet', () => {
  expect(linesOf(many(6, { severity: 'error', path: '' })).slice(-2)).toEqual([
    '  error    some-rule   (fleet): 6',
    '           mec-6 is alone.',
  ]);
});

test.each<[Partial<Finding>[], string]>([
  [[], '0 errors, 0 warnings'],
  [[{ severity: 'error' }], '1 error, 0 warnings'],
  [[{}, { severity: 'error' }, { severity: 'error' }], '2 errors, 1 warning'],
  [[{ severity: 'error', acknowledged: 'known' }, { acknowledged: '' }], '0 errors, 0 warnings, 2 acknowledged'],
])('%j is in short: %s', (findings, text) => {
  expect(summary(findings.map((of) => finding(1, of)))).toBe(text);
});

const cyclic: unknown[] = [];
cyclic.push(cyclic);
test.each<[unknown, string]>([
  [undefined, 'nothing'],
  [null, 'null'],
  ['', "''"],
  ['mec-1', "'mec-1'"],
  ['5', "'5'"],
  [5, '5'],
  [true, 'true'],
  [NaN, 'NaN'],
  [{ as: [1, 'a'] }, '{"as":[1,"a"]}'],
  ['a\n\tb\u0007c', "'a b c'"],
  ['x'.repeat(78), `'${'x'.repeat(78)}'`],
  ['x'.repeat(79), `'${'x'.repeat(76)}...`],
])('the value %j is shown on one short line', (value, text) => {
  expect(shown(value)).toBe(text);
});

test.each<[string, unknown, string]>([
  ['infinity', -Infinity, '-Infinity'],
  ['text', 'a', '"a"'],
  ['a bigint', 5n, '5n'],
  ['a list that holds itself', cyclic, 'something that holds itself'],
  ['a symbol', Symbol('as'), 'Symbol(as)'],
  ['nothing', undefined, 'undefined'],
])('what JSON does not have has a text, too: %s', (_, value, text) => {
  expect(jsonText(value)).toBe(text);
});

test('the page of a rule is printed by a command', () => {
  expect(explainCommand('short-as')).toBe('anycast-mec explain short-as');
});
