import { Fleet, FleetError } from '../../lib/fleet';
import { testbed } from './testbed';

const fleet = Fleet.from(testbed());
const broken = { ...testbed(), services: { sensors: { vip: '12.0.0.1' } } };

describe('a part of a fleet is found by its name', () => {
  test.each<[string, (name: string) => { readonly name: string }, string, string]>([
    ['site', (name) => fleet.site(name), 'mec-2', 'mec-1, mec-2, mec-3, mec-4, cloud'],
    ['network', (name) => fleet.network(name), 'isp-y', 'isp-x, isp-y'],
    ['service', (name) => fleet.service(name), 'sensors', 'sensors'],
  ])('%s', (what, of, name, names) => {
    expect(of(name).name).toBe(name);
    expect(() => of('none')).toThrow(new Error(`There is no ${what} 'none'; there are: ${names}`));
  });

  test.each<[string, () => unknown, string]>([
    ['preferences', () => fleet.preferences('none'), "There is no service 'none'"],
    ['best paths', () => fleet.bestPaths('none'), "There is no service 'none'"],
    ['best paths from a site', () => fleet.bestPaths('sensors', ['mec-9']), "There is no site 'mec-9'"],
    ['a budget', () => fleet.budget('mec-9'), "There is no site 'mec-9'"],
  ])('and told where it is asked for: %s', (_, ask, message) => {
    expect(ask).toThrow(message);
  });
});

describe('a fleet has', () => {
  test('what its description has, in its order', () => {
    const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name);
    expect(fleet.name).toBe('testbed');
    expect(names(fleet.pools)).toEqual(['apps']);
    expect(names(fleet.networks)).toEqual(['isp-x', 'isp-y']);
    expect(names(fleet.exchanges)).toEqual(['ixp']);
    expect(names(fleet.sites)).toEqual(['mec-1', 'mec-2', 'mec-3', 'mec-4', 'cloud']);
    expect(names(fleet.services)).toEqual(['sensors']);
    expect(fleet.toJSON()).toEqual(testbed());
    expect(fleet.description).toBe(fleet.toJSON());
  });

  test('its warnings, and no open errors', () => {
    expect(fleet.findings).toEqual(Fleet.examine(testbed()).findings);
    expect(fleet.findings.map(({ severity }) => severity)).not.toContain('error');
  });

  test('a budget for each dialect of its borders', () => {
    expect(fleet.budget('mec-1')).toEqual(fleet.budget('mec-1', fleet.site('mec-1').borders[0]?.dialect));
    expect(fleet.budget('mec-1', 'bird')).not.toEqual(fleet.budget('mec-1', 'frr'));
  });
});

describe('paths', () => {
  const sitesOf = (announcing?: string[]) => new Set(fleet.bestPaths('sensors', announcing).map(({ site }) => site));

  test('lead to all that announce, where nothing else is asked', () => {
    expect(sitesOf()).toEqual(new Set(['mec-1', 'mec-2', 'mec-3', 'mec-4', 'cloud']));
  });
  test('lead to those alone that announce', () => {
    expect(sitesOf(['mec-2', 'cloud'])).toEqual(new Set(['mec-2', 'cloud']));
    expect(sitesOf([])).toEqual(new Set());
  });
  test('are those of a prediction with the rest withdrawn', () => {
    const withdrawn = ['mec-1', 'mec-3', 'mec-4', 'cloud'].map((site) => `${site}/sensors`);
    expect(fleet.bestPaths('sensors', ['mec-2'])).toEqual(fleet.predict({ withdrawn }).bestPaths('sensors'));
    expect(fleet.bestPaths('sensors')).toEqual(fleet.predict().bestPaths('sensors'));
    expect(fleet.bestPaths('sensors')).toEqual(fleet.predict({}).bestPaths('sensors'));
  });
});

describe('a fleet with an open error', () => {
  test('is none, and has all findings and the model', () => {
    const examined = Fleet.examine(broken);
    expect(examined.fleet).toBeUndefined();
    expect(examined.model?.name).toBe('testbed');
    expect(examined.findings.map(({ rule }) => rule)).toContain('vip-outside-pools');
  });

  test('is thrown with all findings, under the name that is given', () => {
    const thrown = (origin?: string): unknown => {
      try {
        return Fleet.from(broken, origin);
      } catch (error) {
        return error;
      }
    };
    const error = thrown() as FleetError;
    expect(error).toBeInstanceOf(FleetError);
    expect(error.name).toBe('FleetError');
    expect(error.findings).toEqual(Fleet.examine(broken).findings);
    expect(error.message).toMatch(/^fleet: [1-9]\d* errors?, /);
    expect((thrown('mine.ts') as FleetError).message).toMatch(/^mine\.ts: /);
  });
});

const keyOf = (name: string) => ({ [Symbol.for(name)]: true });
test.each<[string, unknown, boolean, boolean]>([
  ['a fleet', fleet, true, false],
  ['a fleet of another copy', keyOf('anycast-mec.fleet'), true, false],
  ['an error', new FleetError([], 'x'), false, true],
  ['an error of another copy', keyOf('anycast-mec.fleet-error'), false, true],
  ['a description', testbed(), false, false],
  ['another error', new Error('x'), false, false],
  ['nothing', undefined, false, false],
  ['null', null, false, false],
  ['text', 'fleet', false, false],
  ['a function', () => fleet, false, false],
])('is known or not: %s', (_, value, isFleet, isError) => {
  expect(Fleet.isFleet(value)).toBe(isFleet);
  expect(FleetError.isFleetError(value)).toBe(isError);
});
