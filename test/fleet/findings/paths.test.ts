import { isAtOrBelow, keysOf, pathText, valueAt } from '../../../lib/fleet/findings/paths';

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

test.each<[PropertyKey[], string]>([
  [[], ''],
  [['sites'], 'sites'],
  [[0], '[0]'],
  [['sites', 'mec-1', 'uplinks', 12, 'to'], 'sites.mec-1.uplinks[12].to'],
  [['links', 0, 1], 'links[0][1]'],
  [['links', '5'], 'links.5'],
])('%j is the path %j, and back', (keys, text) => {
  expect(pathText(keys)).toBe(text);
  expect(keysOf(text)).toEqual(keys);
});

test('a symbol in a path has a text', () => {
  expect(pathText([Symbol('a'), 'b'])).toBe('Symbol(a).b');
});

describe('the value at a path', () => {
  const root = { sites: { a: { uplinks: ['x', null], as: 0 } } };
  test.each<[PropertyKey[], unknown]>([
    [[], root],
    [['sites', 'a', 'as'], 0],
    [['sites', 'a', 'uplinks', 0], 'x'],
    [['sites', 'a', 'uplinks', 1], null],
  ])('%j is there', (path, value) => {
    expect(valueAt(root, path)).toBe(value);
  });
  test.each<[PropertyKey[]]>([
    [['sites', 'b']],
    [['sites', 'b', 'as']],
    [['sites', 'a', 'uplinks', 2]],
    [['sites', 'a', 'uplinks', 1, 'to']],
    [['sites', 'a', 'uplinks', 0, 'length']],
    [['constructor']],
    [['sites', 'a', 'uplinks', 'map']],
  ])('%j is nothing', (path) => {
    expect(valueAt(root, path)).toBeUndefined();
  });
});
