import { parse, parseAllDocuments } from 'yaml';
import { ManifestYaml } from '../../lib/synth/manifest-yaml';

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
  const object = { kind: 'ConfigMap', data: { host: 'http://pulumi-output-7-token/' } };
  expect(() => new ManifestYaml().documents([object])).toThrow('pulumi-output-7-token, which stands for a Pulumi Output');
  expect(() => new ManifestYaml().documents([{ ...object, data: { host: 'pulumi-output' } }])).not.toThrow();
});
