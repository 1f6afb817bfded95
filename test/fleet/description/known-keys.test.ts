import { z } from 'zod';
import { givenOver } from '../../../lib/fleet/description/given-over';
import { knownKeys, takesAt } from '../../../lib/fleet/description/known-keys';
import { lostKeys } from '../../../lib/fleet/description/lost-keys';

const schema = z.strictObject({
  as: z.int(),
  lan: z.string().optional(),
  old: z.string().optional().meta({ deprecated: true }),
  sites: z.record(z.string(), z.strictObject({ up: z.int(), down: z.int().optional() })),
  links: z
    .array(z.union([z.string(), z.strictObject({ ends: z.tuple([z.string(), z.strictObject({ at: z.int() })]) })]))
    .optional(),
});

describe('keys that are known', () => {
  test.each<[PropertyKey[], string[]]>([
    [[], ['as', 'lan', 'sites', 'links']],
    [
      ['sites', 'any'],
      ['up', 'down'],
    ],
    [['links', 7], ['ends']],
    [['links', 0, 'ends', 1], ['at']],
    [['links', 0, 'ends', 0], []],
    [['links', 0, 'ends', 2], []],
    [['links', 0, 'ends', 'length'], []],
    [['links', 0, 'ends'], []],
    [['sites'], []],
    [['as'], []],
    [['as', 'x'], []],
    [['none'], []],
    [['constructor'], []],
  ])('at %j are %j', (path, keys) => {
    expect(knownKeys(path, schema)).toEqual(keys);
  });
  test('of the fleet are meant where no schema is told', () => {
    expect(knownKeys(['sites', 'a', 'uplinks', 0, 'addresses'])).toEqual(['border', 'pe']);
    expect(takesAt(['sites', 'a', 'as'], 5)).toBe(true);
    expect(takesAt(['sites', 'a', 'as'], 'x')).toBe(false);
  });
  test('are told once where several alternatives have them', () => {
    expect(knownKeys([], z.union([z.strictObject({ a: z.int() }), z.strictObject({ a: z.string(), b: z.int() })]))).toEqual([
      'a',
      'b',
    ]);
  });
});

describe('a value', () => {
  test.each<[PropertyKey[], unknown]>([
    [['as'], 5],
    [['lan'], 'x'],
    [['lan'], undefined],
    [['links'], undefined],
    [['links', 0], 'x'],
    [['links', 0], undefined],
    [['links', 0], { ends: ['a', { at: 1 }] }],
    [['links', 0, 'ends', 1, 'at'], 1],
    [['sites', 'a'], undefined],
    [['sites', 'a'], { up: 1 }],
    [['sites', 'a', 'down'], undefined],
  ])('may stand at a place: at %j %j', (path, value) => {
    expect(takesAt(path, value, schema)).toBe(true);
  });
  test.each<[PropertyKey[], unknown]>([
    [['as'], 'x'],
    [['as'], undefined],
    [['lan'], 5],
    [['links', 0], 5],
    [['links', 0, 'ends', 1, 'at'], undefined],
    [['links', 0, 'ends', 1], undefined],
    [['sites'], undefined],
    [['sites', 'a'], {}],
    [['sites', 'a', 'up'], undefined],
    [['none'], undefined],
    [['none'], 5],
    [[], undefined],
  ])('may not: at %j %j', (path, value) => {
    expect(takesAt(path, value, schema)).toBe(false);
  });
});

describe('keys that reading would lose', () => {
  const proto = (value: unknown): object => JSON.parse(`{"a":1,"__proto__":${JSON.stringify(value)}}`) as object;
  test.each<[string, unknown, PropertyKey[][]]>([
    ['none of nothing', undefined, []],
    ['none of null', null, []],
    ['none of text', 'x', []],
    ['none of a plain group', { a: { b: [1] } }, []],
    ['one at the top', proto(5), [['__proto__']]],
    [
      'one in a group and one in a list',
      { b: proto(1), c: [0, [proto(2)]] },
      [
        ['b', '__proto__'],
        ['c', 1, 0, '__proto__'],
      ],
    ],
    ['none below one: it is lost with it', proto({ b: { c: 1 } }), [['__proto__']]],
  ])('are found: %s', (_, root, paths) => {
    expect(lostKeys(root)).toEqual(paths);
  });
  test('are found once in what is shared, and end in what holds itself', () => {
    const shared = proto(1);
    const root: Record<string, unknown> = { a: shared, b: shared };
    root['self'] = root;
    expect(lostKeys(root)).toEqual([['a', '__proto__']]);
  });
});

test.each<[object, object, object]>([
  [{ a: 1 }, { a: 2 }, { a: 2 }],
  [{ a: 1 }, { a: undefined }, { a: 1 }],
  [{ a: 1 }, { b: undefined }, { a: 1 }],
  [{ a: 1 }, { a: null, b: 0 }, { a: null, b: 0 }],
  [{}, {}, {}],
])('%j, over which is given %j, is %j', (below, above, result) => {
  const given = givenOver(below, above);
  expect(given).toStrictEqual(result);
  expect(Object.keys(given)).toEqual(Object.keys(result));
});
