import { z } from 'zod';
import { knownKeys, takesAt } from '../../../lib/fleet/description/known-keys';
import type { Finding } from '../../../lib/fleet/findings/finding';
import { lostKey, schemaProblems } from '../../../lib/fleet/findings/schema-findings';
import type { SchemaProblem } from '../../../lib/fleet/findings/schema-findings';

/** What a schema finds wrong with a value. */
function problems(schema: z.ZodType, root: unknown, written?: ReadonlyMap<string, string>): SchemaProblem[] {
  const issues = schema.safeParse(root).error?.issues ?? [];
  return schemaProblems(issues, {
    root,
    knownKeys: (path) => knownKeys(path, schema),
    takes: (path, value) => takesAt(path, value, schema),
    ...(written && { written }),
  });
}

type Told = Pick<Finding, 'path' | 'value' | 'message' | 'allowed' | 'remedy'>;
const told = (schema: z.ZodType, root: unknown, written?: ReadonlyMap<string, string>): Told[] =>
  problems(schema, root, written).map(({ finding: { rule, severity, ...rest } }) => {
    expect([rule, severity]).toEqual(['schema', 'error']);
    return rest;
  });

const unusable = (path: string) => `'${path}' has a value that cannot be used.`;

describe('a value that is missing', () => {
  test.each<[string, z.ZodType, string]>([
    ['text', z.string(), 'a string'],
    ['a number', z.number(), 'a number'],
    ['a whole number', z.int(), 'a number'],
    ['a truth', z.boolean(), 'true or false'],
    ['a list', z.array(z.string()), 'a list'],
    ['a pair', z.tuple([z.string(), z.string()]), 'a list'],
    ['a group of its own keys', z.strictObject({ as: z.int(), lan: z.string() }), 'a group of keys: as, lan'],
    ['a group without keys', z.strictObject({}), 'a group of keys'],
    ['a group of any keys', z.record(z.string(), z.int()), 'a group of keys'],
    ['one of two words', z.enum(['mec', 'cloud']), 'one of mec, cloud'],
    ['one word', z.literal('host'), 'host'],
    ['text or a list', z.union([z.string(), z.array(z.string())]), 'a string, or a list'],
    ['the same twice', z.union([z.string().min(1), z.string().max(5)]), 'a string'],
  ])('is told with what may stand there: %s', (_, schema, allowed) => {
    expect(told(z.strictObject({ a: schema }), {})).toEqual([
      { path: 'a', value: undefined, message: "'a' is missing.", allowed, remedy: `Give ${allowed}.` },
    ]);
  });

  test('is the description as a whole where nothing was given', () => {
    expect(told(z.strictObject({ as: z.int() }), undefined)).toEqual([
      {
        path: '',
        value: undefined,
        message: 'The description is missing.',
        allowed: 'a group of keys: as',
        remedy: 'Give a group of keys: as.',
      },
    ]);
  });
});

describe('a value that cannot be used', () => {
  test.each<[string, z.ZodType, unknown, string]>([
    ['too small a number', z.int().min(1), 0, 'at least 1'],
    ['too large a number', z.int().max(8), 9, 'at most 8'],
    ['too short a list', z.array(z.int()).min(1), [], 'at least 1 entry'],
    ['too short a list of several', z.array(z.int()).min(2), [1], 'at least 2 entries'],
    ['too long a list', z.array(z.int()).max(1), [1, 2], 'at most 1 entry'],
    ['too long a list of several', z.array(z.int()).max(2), [1, 2, 3], 'at most 2 entries'],
    ['too short a text', z.string().min(1), '', 'at least 1 characters'],
    ['too long a text', z.string().max(3), 'abcd', 'at most 3 characters'],
    ['a text of another form', z.string().regex(/^[a-z]$/, 'one letter'), '5', 'one letter'],
    ['what a check refuses', z.string().refine(() => false, 'another text'), 'x', 'another text'],
    ['a group where a number stands', z.int(), {}, 'a number'],
    ['a fraction where a whole number stands', z.int(), 1.5, 'a whole number'],
    ['a number where a group stands', z.strictObject({ as: z.int() }), 5, 'a group of keys: as'],
    ['a word of others', z.enum(['mec', 'cloud']), 'none', 'one of mec, cloud'],
    ['nothing of an alternative', z.union([z.string(), z.int()]), {}, 'a string, or a number'],
  ])('is told with what may stand there: %s', (_, schema, value, allowed) => {
    expect(told(z.strictObject({ a: schema }), { a: value })).toEqual([
      { path: 'a', value, message: unusable('a'), allowed, remedy: `Write ${allowed}.` },
    ]);
  });

  test('is told with the remedy that the schema gives', () => {
    const schema = z
      .string()
      .superRefine((_, context) =>
        context.addIssue({ code: 'custom', message: 'IPv4 as such', params: { remedy: 'Write IPv4.' } }),
      );
    const [finding] = told(z.strictObject({ a: schema }), { a: '::' });
    expect(finding).toMatchObject({ allowed: 'IPv4 as such', remedy: 'Write IPv4.' });
  });

  test('is told with a remedy in words where that of the schema is no text', () => {
    const schema = z
      .string()
      .superRefine((_, context) => context.addIssue({ code: 'custom', message: 'IPv4 as such', params: { remedy: 5 } }));
    expect(told(z.strictObject({ a: schema }), { a: '::' })[0]?.remedy).toBe('Write IPv4 as such.');
  });

  test('is told as it is written, where YAML reads another number', () => {
    const schema = z.strictObject({ a: z.string(), b: z.string() });
    expect(told(schema, { a: 1, b: 2 }, new Map([['a', '1.0']]))).toEqual([
      { path: 'a', value: '1.0', message: unusable('a'), allowed: 'a string', remedy: "Put it in quotes: '1.0'." },
      { path: 'b', value: 2, message: unusable('b'), allowed: 'a string', remedy: "Put it in quotes: '2'." },
    ]);
  });

  test('is guessed from the names that may stand there', () => {
    expect(told(z.strictObject({ a: z.enum(['kubeadm', 'k3s']) }), { a: 'kubeadmin' })[0]?.remedy).toBe('Did you mean kubeadm?');
    expect(told(z.strictObject({ a: z.union([z.int(), z.enum(['auto'])]) }), { a: 'autom' })[0]?.remedy).toBe(
      'Did you mean auto?',
    );
  });

  test.each([
    [2 ** 60, 'at most 8'],
    [-(2 ** 60), 'at least 1'],
  ])('is told once where it is beyond what a program counts exactly: %p', (value, allowed) => {
    expect(told(z.strictObject({ a: z.int().min(1).max(8) }), { a: value })).toMatchObject([{ path: 'a', value, allowed }]);
  });

  test.each([
    [2 ** 60, `at most ${Number.MAX_SAFE_INTEGER}`],
    [-(2 ** 60), `at least ${Number.MIN_SAFE_INTEGER}`],
  ])('is told by that where its place has no bound: %p', (value, allowed) => {
    const schema = z.strictObject({ a: z.int(), b: z.int() });
    expect(told(schema, { a: value, b: 'x' })).toMatchObject([{ path: 'a', value, allowed }, { path: 'b' }]);
  });
});

describe('of several alternatives', () => {
  const uplink = z.union([z.string(), z.strictObject({ to: z.string(), gtsm: z.boolean().optional() })]);
  const schema = z.strictObject({ uplinks: z.array(uplink) });

  test('the one that was meant tells what is wrong inside of it', () => {
    expect(told(schema, { uplinks: ['a', { to: 'x', gtsm: 5 }] })).toEqual([
      {
        path: 'uplinks[1].gtsm',
        value: 5,
        message: unusable('uplinks[1].gtsm'),
        allowed: 'true or false',
        remedy: 'Write true or false.',
      },
    ]);
  });

  test('the one with a key too many is meant, too', () => {
    expect(told(schema, { uplinks: [{ to: 'x', gtsmm: true }] })).toEqual([
      {
        path: 'uplinks[0].gtsmm',
        value: true,
        message: "There is no key 'gtsmm' here.",
        allowed: 'to, gtsm',
        remedy: "Did you mean 'gtsm'?",
      },
    ]);
  });

  test('the one with the fewest problems is meant', () => {
    const either = z.union([
      z.strictObject({ a: z.int(), b: z.int(), c: z.int() }),
      z.strictObject({ a: z.int(), b: z.string() }),
      z.strictObject({ a: z.int(), x: z.int(), y: z.int() }),
    ]);
    expect(told(z.strictObject({ at: either }), { at: { a: 1, b: 2 } }).map(({ path }) => path)).toEqual(['at.c']);
  });

  test('keys of two of them do not go together', () => {
    const source = z.union([z.strictObject({ env: z.string() }), z.strictObject({ file: z.string() })]);
    expect(problems(z.strictObject({ at: source }), { at: { env: 'A', file: 'a' } })).toEqual([
      {
        keys: ['at', 'file'],
        unknownKey: false,
        finding: {
          rule: 'schema',
          severity: 'error',
          path: 'at.file',
          value: 'a',
          message: "'file' does not go with what stands beside it.",
          allowed: 'one of env, file',
          remedy: 'Keep one of them.',
        },
      },
    ]);
  });
});

describe('a key too many', () => {
  const schema = z.strictObject({ site: z.strictObject({ as: z.int().optional(), uplinks: z.array(z.string()).optional() }) });
  const none = (key: string) => `There is no key '${key}' here.`;

  test.each<[string, unknown, string]>([
    ['asn', 5, "Did you mean 'as'?"],
    ['Uplinks', [], "Did you mean 'uplinks'?"],
    ['subnet', 5, 'Take it out.'],
    ['as:5', null, 'Write a blank after the colon: as: 5'],
    ['as:5:6', null, 'Write a blank after the colon: as: 5:6'],
    ['as:', null, 'Write a blank after the colon: as: '],
    ['as:5', 6, "Did you mean 'as'?"],
    ['ass', null, "Did you mean 'as'?"],
    ['far:away', null, 'Take it out.'],
  ])('is told with what was meant: %j with the value %j', (key, value, remedy) => {
    expect(told(schema, { site: { [key]: value } })).toEqual([
      { path: `site.${key}`, value, message: none(key), allowed: 'as, uplinks', remedy },
    ]);
    expect(problems(schema, { site: { [key]: value } })[0]?.unknownKey).toBe(true);
  });

  test('is told where there are no keys at all', () => {
    expect(told(z.strictObject({ a: z.strictObject({}) }), { a: { as: 5 } })).toEqual([
      { path: 'a.as', value: 5, message: none('as'), allowed: 'no key of that name', remedy: 'Take it out.' },
    ]);
  });

  test('is told for each of them', () => {
    expect(told(schema, { site: { x: 1, y: 2 } }).map(({ path, value }) => [path, value])).toEqual([
      ['site.x', 1],
      ['site.y', 2],
    ]);
  });

  test('names the place that it was meant for', () => {
    expect(problems(schema, { site: { asn: 5 } })[0]?.meant).toEqual(['site', 'as']);
    expect(problems(schema, { site: { subnet: 5 } })[0]).not.toHaveProperty('meant');
    expect(problems(schema, { site: { 'as:5': null } })[0]).not.toHaveProperty('meant');
  });

  test('causes what is missing where it was meant to stand, and nothing that stands there', () => {
    const needed = z.strictObject({ as: z.int(), lan: z.string() });
    expect(problems(needed, { asn: 5 }).map(({ finding, follows }) => [finding.path, follows])).toEqual(
      expect.arrayContaining([
        ['as', true],
        ['lan', undefined],
        ['asn', undefined],
      ]),
    );
    expect(problems(needed, { asn: 5, as: 'x', lan: '' }).map(({ finding, follows }) => [finding.path, follows])).toEqual(
      expect.arrayContaining([
        ['as', undefined],
        ['asn', undefined],
      ]),
    );
  });
});

describe('a name that cannot be one', () => {
  test('is told with the name, and what names are', () => {
    const schema = z.strictObject({
      sites: z.record(
        z
          .string()
          .regex(/^[a-z]+$/, 'lower-case letters')
          .max(3),
        z.int(),
      ),
    });
    expect(told(schema, { sites: { A: 1 } })).toEqual([
      { path: 'sites.A', value: 'A', message: "'A' is not a valid name.", allowed: 'lower-case letters', remedy: 'Rename it.' },
    ]);
    expect(told(schema, { sites: { ABCD: 1 } })[0]?.allowed).toBe('lower-case letters, at most 3 characters');
  });

  test('is one that a program would lose', () => {
    expect(lostKey(['sites', '__proto__'], 5)).toEqual({
      rule: 'schema',
      severity: 'error',
      path: 'sites.__proto__',
      value: 5,
      message: "'__proto__' is not a valid name: a program would lose what stands there.",
      allowed: 'any other name',
      remedy: 'Rename it.',
    });
  });
});

describe('a secret', () => {
  const secret = z.union([z.strictObject({ env: z.string() }), z.strictObject({ file: z.string() })]);
  const schema = z.strictObject({ password: secret.optional(), hostPassword: z.strictObject({ at: z.int() }).optional() });

  test.each<[string, unknown, string, string]>([
    ['a number', { password: 5 }, 'password', '{ env: NAME } or { file: path }'],
    ['text', { password: 'hunter' }, 'password', '{ env: NAME } or { file: path }'],
    ['what is written inside of it', { password: { env: 5 } }, 'password.env', 'a string'],
    ['what has no such reference', { hostPassword: 'hunter' }, 'hostPassword', 'a group of keys: at'],
  ])('is not shown, and not guessed: %s', (_, root, path, allowed) => {
    expect(told(schema, root, new Map([['password', '5.0']]))).toEqual([
      { path, value: '(not shown)', message: unusable(path), allowed, remedy: `Write ${allowed}.` },
    ]);
  });

  test('under a key that is misspelt is not shown, and where it is missing nothing is', () => {
    expect(told(schema, { passwort: 'hunter' })).toMatchObject([{ path: 'passwort', value: '(not shown)' }]);
    expect(told(z.strictObject({ password: secret }), {})).toEqual([
      {
        path: 'password',
        value: undefined,
        message: "'password' is missing.",
        allowed: '{ env: NAME } or { file: path }',
        remedy: 'Give { env: NAME } or { file: path }.',
      },
    ]);
  });
});
