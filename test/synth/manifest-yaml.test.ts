import * as fc from 'fast-check';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { draws } from '../draws';
import { outputToken } from '../../lib/synth/output-token';
import { ManifestYaml, manifestStyle } from '../../lib/synth/manifest-yaml';

const strings = [
  'on',
  'yes',
  'n',
  'null',
  '~',
  '',
  '1e3',
  '010',
  '0o14',
  '0x1f',
  '1_000',
  '65535:0',
  '12:30:45',
  '2026-01-01',
  '.5',
  '.inf',
];

test.each(strings)('%p stays a string for readers of YAML 1.1 and 1.2', (text) => {
  const written = new ManifestYaml().documents([{ data: { value: text, list: [text] } }]);
  for (const version of ['1.1', '1.2'] as const)
    expect(parse(written, { version })).toEqual({ data: { value: text, list: [text] } });
});

test('numbers, booleans and long lines stay what they are', () => {
  const object = { spec: { replicas: 2, on: true, command: 'word '.repeat(50).trim(), text: 'a\n b\n\nc\n' } };
  expect(parse(new ManifestYaml().documents([object]), { version: '1.1' })).toEqual(object);
});

test('documents stand apart, and what is undefined is left out', () => {
  const yaml = new ManifestYaml();
  const text = yaml.documents([{ kind: 'A', spec: undefined }, { kind: 'B' }, { kind: 'A' }]);
  expect(text).toBe('kind: A\n---\nkind: B\n---\nkind: A\n');
  expect(parseAllDocuments(text)).toHaveLength(3);
});

test('a value that only Pulumi knows is refused, not written as what stands for it', () => {
  const object = { kind: 'ConfigMap', data: { host: `http://${outputToken(7)}/` } };
  expect(() => new ManifestYaml().documents([object])).toThrow('pulumi-output-7-token, which stands for a Pulumi Output');
  for (const host of ['pulumi-output', 'pulumi-output-8-token'])
    expect(() => new ManifestYaml().documents([{ ...object, data: { host } }])).not.toThrow();
});

const scalar = fc.oneof(
  fc.string(),
  fc.string({ unit: fc.constantFrom('a', ' ', '\n', '-', ':', '#', '"', "'", '\t', '%', '.', '|') }),
  fc.constantFrom(...strings, 'a\n\n', '\n', ' a\nb', 'a: b', '---\na'),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
  fc.boolean(),
  fc.constant(null),
);
// A merge key would be one, and is allowed nowhere in a manifest.
const key = fc.string({ maxLength: 20 }).filter((text) => text !== '<<');
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    scalar,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.constantFrom('on', '1', 'a b', 'app.kubernetes.io/name'), key), tie('tree')),
  ),
}));

test('whatever is written reads as what it was, for readers of YAML 1.1 and 1.2', () => {
  const yaml = new ManifestYaml();
  fc.assert(
    fc.property(fc.array(tree, { minLength: 1 }), (list) => {
      const object = { kind: 'List', list };
      const text = yaml.documents([object]);
      const plain = JSON.parse(JSON.stringify(object)) as unknown;
      for (const version of ['1.1', '1.2'] as const) expect(parse(text, { version })).toEqual(plain);
    }),
    { numRuns: draws(2000, 200) },
  );
});

test('what manifests hold is laid out as the package yaml does', () => {
  const object = {
    metadata: { labels: {}, finalizers: [] },
    spec: { list: [{ a: 1, b: [['x', 'y'], { c: 'text\n two\n\nlines\n' }] }, 'word', 'more\nlines'], empty: null, off: 'off' },
  };
  expect(new ManifestYaml().documents([object])).toBe(stringify(object, manifestStyle));
});
