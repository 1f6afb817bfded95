import type { z } from 'zod';
import {
  cpuSchema,
  dnsLabelSchema,
  dnsSubdomainSchema,
  envNameSchema,
  imageSchema,
  labelKeySchema,
  labelValueSchema,
  memorySchema,
  nodePortSchema,
  processTextSchema,
  selectorSchema,
  serviceNameSchema,
} from '../../../lib/contract/kubernetes';
import { Fleet } from '../../../lib/fleet';
import { testbed } from '../testbed';

const hex = (length: number) => 'a1'.repeat(length / 2);
const long = (length: number) => 'a'.repeat(length);

test.each<[what: string, schema: z.ZodType, accepted: readonly unknown[], refused: readonly unknown[]]>([
  [
    'the name of a Namespace',
    dnsLabelSchema,
    ['a', '5g-core', 'a--b', long(63)],
    ['', 'A', 'a_b', '-a', 'a-', 'a.b', long(64), 'a\n'],
  ],
  [
    'the name of an object',
    dnsSubdomainSchema,
    ['a', 'a.b-c.1', `${long(63)}.${long(63)}.${long(63)}.${long(61)}`],
    ['', 'Node_1', 'a..b', '.a', 'a.-b', long(254)],
  ],
  ['the name of a Service', serviceNameSchema, ['a', 'a1', long(63)], ['1a', 'a.b', 'A', 'a-', long(64), '']],
  [
    'the key of a label',
    labelKeySchema,
    ['app', 'A_b.c-1', 'app.kubernetes.io/name', 'constructor', `${long(63)}.io/${long(63)}`],
    ['', '/app', 'a/b/c', 'app/', '_app', 'app-', 'a b', 'Example.io/app', long(64), `example.io/${long(64)}`, '__proto__', 'ä'],
  ],
  ['the value of a label', labelValueSchema, ['', 'a', 'A_b.c-1', long(63)], ['-a', 'a_', 'a b', 'a/b', long(64), 'a\n', 'ä', 1]],
  ['a selector', selectorSchema, [{ app: 'a' }, { app: '' }], [{}, { app: 1 }, { 'a b': 'c' }, [], 'app=a']],
  [
    'the name of an environment variable',
    envNameSchema,
    ['A', '_', 'a.b-c', 'PATH_1', '.a', '-'],
    ['', '1A', 'A=B', 'A B', '.', '..', '..a', 'ä', 'A\0'],
  ],
  ['what a process is given', processTextSchema, ['', 'a\nb', 'ä', '$(id)'], ['a\0b']],
  [
    'the reference of an image',
    imageSchema,
    [
      'nginx',
      'a:1',
      'library/a-b__c.d:V_1.2-x',
      'localhost:5000/a/b',
      'Registry.example/a',
      '[2001:db8::1]:5000/a:1',
      `a@sha256:${hex(64)}`,
      `registry.example/team/a:1@sha512:${hex(128)}`,
      'pulumi-output-3-token',
    ],
    [
      '',
      ' a',
      'a ',
      'App',
      'a/B',
      'a:',
      'a:-1',
      `a:${long(129)}`,
      'a//b',
      'a/',
      '/a',
      'a@sha256:abc',
      `a@md5:${hex(32)}`,
      'https://registry.example/a',
      hex(64),
      'a b',
      'a\n',
      'a___b',
      `${long(256)}`,
    ],
  ],
  [
    'an amount of CPU',
    cpuSchema,
    ['30m', '0.5', '2', '1.125'],
    ['0', '0m', '0.0', 'much', '-1', '0.0001', '1e3', '.5', '5 m', '1M'],
  ],
  [
    'an amount of memory',
    memorySchema,
    ['64Mi', '1Gi', '500M', '128k'],
    ['0Mi', '64', '64MB', '400m', '1.5.Gi', '-1Gi', 'Gi', '64 Mi'],
  ],
  ['a port of every node', nodePortSchema, [30000, 32767], [80, 29999, 32768, 30000.5, '30000']],
])('%s is what Kubernetes takes', (_, schema, accepted, refused) => {
  const verdict = (value: unknown) => [value, schema.safeParse(value).success];
  expect(accepted.map(verdict)).toEqual(accepted.map((value) => [value, true]));
  expect(refused.map(verdict)).toEqual(refused.map((value) => [value, false]));
});

test('what is long and wrong is refused at once', () => {
  // Time of this process, whatever else the machine does: some 50 ms, and minutes for a pattern that goes back and forth.
  const begun = process.cpuUsage();
  for (const schema of [imageSchema, labelKeySchema, dnsSubdomainSchema, envNameSchema])
    for (const text of ['a-', 'a.', 'a', 'a/', '_']) expect(schema.safeParse(`${text.repeat(30_000)}!`).success).toBe(false);
  const { user, system } = process.cpuUsage(begun);
  expect((user + system) / 1000).toBeLessThan(2_000);
});

type Loose = Record<string, any>;
const broken = (change: (sensors: Loose) => void) => {
  const fleet = testbed() as Loose;
  change(fleet['services'].sensors);
  return Fleet.examine(fleet).findings.filter(({ severity }) => severity === 'error');
};

describe('a service of a fleet', () => {
  test.each<[string, (sensors: Loose) => void, string]>([
    ['an image that no kubelet takes', (s) => (s['workload'].image = 'App:1'), 'services.sensors.workload.image'],
    ['the name of a variable with a blank', (s) => (s['workload'].env = { 'A B': '1' }), 'services.sensors.workload.env.A B'],
    ['a variable that a program would lose', (s) => (s['workload'].env = proto('1')), 'services.sensors.workload.env.__proto__'],
    ['an argument with a NUL', (s) => (s['workload'].args = ['a\0']), 'services.sensors.workload.args[0]'],
    ['no memory', (s) => (s['workload'].memory = '0Mi'), 'services.sensors.workload.memory'],
    ['a namespace of 64 letters', (s) => (s['namespace'] = 'n'.repeat(64)), 'services.sensors.namespace'],
    ['an empty selector', (s) => select(s, {}), 'services.sensors.selector'],
    ['a label value that is none', (s) => select(s, { app: '-x' }), 'services.sensors.selector.app'],
    ['a label key that is none', (s) => select(s, { 'a b': 'x' }), 'services.sensors.selector.a b'],
  ])('is refused with %s, there and nowhere else', (_, change, path) => {
    expect(broken(change).map((finding) => finding.path)).toEqual([path]);
  });

  test.each<[string, (sensors: Loose) => void]>([
    ['a digest', (s) => (s['workload'].image = `registry.example/a@sha256:${hex(64)}`)],
    ['a namespace that begins with a digit', (s) => (s['namespace'] = '5g-core')],
    ['labels as Kubernetes has them', (s) => select(s, { 'app.kubernetes.io/name': 'A_1', tier: '' })],
    ['a variable of the dotted kind', (s) => (s['workload'].env = { 'a.b-c': '', constructor: 'x' })],
  ])('may have %s', (_, change) => expect(broken(change)).toEqual([]));
});

function select(sensors: Loose, selector: object): void {
  delete sensors['workload'];
  sensors['selector'] = selector;
}

/** Such an object comes of YAML. */
function proto(value: unknown): object {
  return Object.defineProperty<object>({}, '__proto__', { value, enumerable: true, configurable: true, writable: true });
}
