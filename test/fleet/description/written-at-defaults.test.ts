import type { FleetDescription } from '../../../lib/fleet';
import { defaultOf, toldAtDefaults } from '../../../lib/fleet/description/of-defaults';
import { fleetJsonSchema } from '../../../lib/fleet/description/json-schema';
import type { Finding } from '../../../lib/fleet/findings/finding';
import { testbed } from '../testbed';

const finding = (path: string, value: unknown, of: Partial<Finding> = {}): Finding => ({
  ...{ rule: 'some-rule', severity: 'warning', path, value, message: `${path}.`, allowed: 'a', remedy: 'r' },
  ...of,
});
const fleet = (): FleetDescription => ({
  ...testbed(),
  defaults: { metallb: { mode: 'frr', localAS: 64900 }, hosts: 1, borders: { a: { routerId: '192.0.2.1' } } },
});

describe('a value is written in the defaults', () => {
  test.each<[string, unknown, string]>([
    ['sites.mec-1.metallb.localAS', 64900, 'defaults.metallb.localAS'],
    ['sites.none.hosts', 1, 'defaults.hosts'],
    ['sites.mec-1.metallb', { mode: 'frr', localAS: 64900 }, 'defaults.metallb'],
    ['sites.mec-1.borders.a', '192.0.2.1', 'defaults.borders.a.routerId'],
  ])('%s with %j', (path, value, at) => {
    expect(defaultOf(finding(path, value), fleet())).toBe(at);
  });
  test.each<[string, unknown, string]>([
    ['sites.mec-1.metallb.localAS', 64901, 'it is another value'],
    ['sites.mec-1.metallb.bfdProfile', true, 'nobody wrote it'],
    ['sites.mec-1.hosts', 2, 'it is another number'],
    ['sites.mec-1.borders.a', '192.0.2.2', 'no member has it'],
    ['sites.mec-1.as', 65533, 'it is of the site'],
    ['sites.mec-1', 1, 'it is a site'],
    ['sites', 1, 'it is all sites'],
    ['services.mec-1.hosts', 1, 'it is of a service'],
  ])('or not: %s with %j, since %s', (path, value) => {
    expect(defaultOf(finding(path, value), fleet())).toBeUndefined();
  });
  test('or not, where the site writes the same itself, or there are none', () => {
    const own = fleet() as any;
    own.sites['mec-1'].hosts = 1;
    expect(defaultOf(finding('sites.mec-1.hosts', 1), own)).toBeUndefined();
    expect(defaultOf(finding('sites.mec-2.hosts', 1), own)).toBe('defaults.hosts');
    expect(defaultOf(finding('sites.mec-1.hosts', 1), testbed())).toBeUndefined();
  });
});

describe('findings are told at the default', () => {
  const at = (site: number, of?: Partial<Finding>) => finding(`sites.mec-${site}.hosts`, 1, of);
  const told = (findings: readonly Finding[]) => toldAtDefaults(findings, fleet());

  test('once, with the number of further sites', () => {
    expect(told([at(1)])).toEqual([{ ...at(1), path: 'defaults.hosts' }]);
    expect(told([at(1), at(2)])).toEqual([
      { ...at(1), path: 'defaults.hosts', message: 'sites.mec-1.hosts. The same holds for 1 more site.' },
    ]);
    expect(told([at(1), at(2), at(3)])).toEqual([
      { ...at(1), path: 'defaults.hosts', message: 'sites.mec-1.hosts. The same holds for 2 more sites.' },
    ]);
  });
  test.each<[Partial<Finding>]>([[{ rule: 'other' }], [{ severity: 'error' }], [{ acknowledged: 'known' }]])(
    'apart where they differ: %j',
    (of) => expect(told([at(1), at(2, of)])).toEqual([at(1), at(2, of)].map((one) => ({ ...one, path: 'defaults.hosts' }))),
  );
  test('once where a rule tells the default itself, and with each thing it says', () => {
    const [one, same, other] = ['x.', 'x.', 'y.'].map((message) => finding('defaults.hosts', 1, { message }));
    expect(told([one!, same!, other!])).toEqual([one, other]);
  });
  test('not where they are of the sites: those stay, equal ones, too, in their order', () => {
    const own = [finding('sites.mec-1.as', 1), at(1), finding('sites.mec-1.as', 1), finding('services.a', 2)];
    expect(told(own)).toEqual([own[0], { ...at(1), path: 'defaults.hosts' }, own[2], own[3]]);
  });
  test('not where there are none', () => {
    const findings = [at(1), at(2)];
    expect(toldAtDefaults(findings, testbed())).toEqual(findings);
  });
});

test('the JSON Schema says what it is, of which draft, and takes no other keys', () => {
  const schema = fleetJsonSchema();
  expect(Object.keys(schema).slice(0, 2)).toEqual(['$schema', 'title']);
  expect(schema).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'anycast-mec fleet',
    type: 'object',
    additionalProperties: false,
    required: ['name', 'pools', 'networks', 'sites'],
  });
  const lists = JSON.stringify(schema);
  for (const bound of ['"uniqueItems":true', '"maxItems":2', '"minProperties":1']) expect(lists).toContain(bound);
});
