import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fleet, FleetError } from '../../lib/fleet';
import type { Finding } from '../../lib/fleet/findings/finding';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'faults-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const examined = (text: string): Omit<Finding, 'rule' | 'severity'>[] => {
  const file = join(folder, 'fleet.yaml');
  writeFileSync(file, text);
  return Fleet.examineFile(file)
    .findings.filter(({ rule }) => rule === 'yaml-syntax')
    .map(({ rule: _, severity, ...rest }) => {
      expect(severity).toBe('error');
      return { ...rest, message: rest.message.replace(file, 'FILE') };
    });
};

const anchors = {
  allowed: 'the name of an anchor (&name) above it, outside of what the anchor stands at',
  remedy: 'Correct the name, or write out what it stands for.',
};
const merges = {
  message: "The merge key '<<' has a value that is no group of keys",
  allowed: "after '<<:' an alias of a group of keys, or a list of them",
  remedy: "Name the anchor of a group of keys, such as '<<: *site', or take the line out.",
};
const twice = { message: 'The key stands here for the second time', allowed: 'each key once', remedy: 'Take one of both out.' };

describe('a fault is told whole, where it begins, with its line', () => {
  test.each<[string, string, string, string, { message: string; allowed: string; remedy: string }]>([
    ['a key twice', 'name: x\n  \nname: y\n', '3:1', 'name: y', twice],
    ['a key twice in a group of a list', 'a:\n  - b: 1\n    c: 2\n    b: 3\n', '4:5', 'b: 3', twice],
    [
      'an alias of nothing',
      'a: &x 1\nb: *y\n',
      '2:4',
      'b: *y',
      { message: "There is no anchor '&y' before the alias '*y'", ...anchors },
    ],
    [
      'an alias before its anchor',
      'a: *x\nb: &x 1\n',
      '1:4',
      'a: *x',
      { message: "There is no anchor '&x' before the alias '*x'", ...anchors },
    ],
    [
      'an alias inside of what it stands for',
      'a: &x\n  b: [*x]\n',
      '2:7',
      'b: [*x]',
      { message: "The alias '*x' stands inside of what it stands for", ...anchors },
    ],
    ['a merge of a number', 'a:\n  <<: 5\n', '2:3', '<<: 5', merges],
    ['a merge of a list with a number', 'a: &a { b: 1 }\nc:\n  <<: [*a, 5]\n', '3:3', '<<: [*a, 5]', merges],
    ['a merge of an alias of text', 'a: &a text\nc:\n  <<: *a\n', '3:3', '<<: *a', merges],
    [
      'a tag of another program',
      'a: 1\nb: !Ref c\n',
      '2:4',
      'b: !Ref c',
      {
        message: 'The tag !Ref means nothing here: what stands after it would be taken as it is',
        allowed: 'values without tags',
        remedy: 'Write the value itself, or let the program that knows the tag write the file.',
      },
    ],
    [
      'a second document',
      'a: 1\n---\nb: 2\n',
      '2:1',
      '---',
      {
        message: 'A second document begins',
        allowed: 'one document: one fleet a file',
        remedy:
          "Take the line '---' (or '...') out and what does not belong to the fleet; write a second fleet into a file of its own.",
      },
    ],
    ['a password, whose line is not shown', 'a:\n  password: 1\n  password: hunter\n', '3:3', '(not shown)', twice],
  ])('%s', (_, text, at, value, { message, allowed, remedy }) => {
    const [line, column] = at.split(':');
    expect(examined(text)).toEqual([
      { path: `line ${line}, column ${column}`, value, message: `${message} (FILE:${at}).`, allowed, remedy },
    ]);
  });

  test.each<[string, string, string, string]>([
    ['a tab', 'a:\n  b: 1\n\tc: 2\n', 'blanks', 'Indent with blanks.'],
    [
      'a bracket that nothing closes',
      'a: [1, 2\nb: 3\n',
      'YAML 1.2',
      'Indent what belongs together equally deep, and close what a bracket opens.',
    ],
    ['a value that begins with @', 'a: @b\n', 'YAML 1.2', 'Put the value into quotes.'],
    [
      'a value with a colon and a blank',
      'a: b: c\n',
      'YAML 1.2',
      'Write a blank after the colon of a key, and put a value that has a colon and a blank in it into quotes; look at the indentation, too.',
    ],
    [
      'an unknown escape',
      'a: "\\q"\n',
      'YAML 1.2',
      'Correct the line; look at indentation, colons, brackets and quotes there and in the line before.',
    ],
  ])('%s', (_, text, allowed, remedy) => {
    const found = examined(text);
    expect(found).toMatchObject([{ allowed, remedy }]);
    expect(found[0]?.message).toMatch(/[^.] \(FILE:\d+:\d+\)\.$/);
  });
});

describe('of many faults', () => {
  const lines = (text: string) => examined(text).map(({ path }) => path.replace(/, column.*/, ''));

  test('every key that stands twice is told, in the order of the file, up to the first error', () => {
    expect(lines('a: { x: 1, x: 2 }\nb: 1\nb: 2\nc: @\nb: 3\n')).toEqual(['line 1', 'line 3', 'line 4']);
    expect(lines('b:\n  x: 1\n  x: 2\nb: 3\nc: { y: 1, y: 2 }\n')).toEqual(['line 3', 'line 4', 'line 5']);
    expect(lines('a: @\nb: 1\nb: 2\n')).toEqual(['line 1']);
  });

  test('of meaning each is told, in the order of the file', () => {
    expect(lines('a: *x\nb: !Ref y\nc:\n  <<: 5\nd: *z\n')).toEqual(['line 1', 'line 2', 'line 4', 'line 5']);
  });

  test('those of meaning wait for those of syntax', () => {
    expect(lines('a: *x\nb: 1\nb: 2\n')).toEqual(['line 3']);
  });
});

describe('is no fault', () => {
  test.each<[string, string]>([
    ['the same key in two groups', 'a: { x: 1 }\nb: { x: 2 }\n'],
    ['a list as a key', '? [a]\n: 1\n? [a]\n: 2\n'],
    ['an alias after its anchor', 'a: &x 1\nb: *x\n'],
    ['an anchor of the same name once more', 'a: &x { y: &x 1, z: *x }\nb: *x\n'],
    ['a merge of an alias', 'a: &x { y: 1 }\nb:\n  <<: *x\n'],
    ['a merge of a list of aliases and groups', 'a: &x { y: 1 }\nb:\n  <<: [*x, { z: 2 }]\n'],
    ['a merge key in quotes', "b:\n  '<<': 5\n"],
    ['a tag of YAML', 'a: !!str 5\n'],
    ['another key with a number', 'a: 5\n'],
  ])('%s', (_, text) => expect(examined(text)).toEqual([]));
});

describe('the number of values', () => {
  /** Nine lists of so many aliases of the one before. */
  const nested = (levels: number, each = 10) =>
    [
      'x0: &x0 [a]',
      ...Array.from({ length: levels }, (_, n) => `x${n + 1}: &x${n + 1} [${Array(each).fill(`*x${n}`).join(', ')}]`),
    ].join('\n');

  test('is bounded, with every alias written out', () => {
    expect(examined(nested(7))).toEqual([
      {
        path: 'line 1, column 1',
        value: 'x0: &x0 [a]',
        message: 'Aliases of aliases make the file endless (FILE:1:1).',
        allowed: 'at most 5000000 values, those that aliases stand for among them',
        remedy: 'Write out what an alias stands for, or use it less often.',
      },
    ]);
  });

  test('may be large', () => expect(examined(nested(4))).toEqual([]));
});

describe('a file that gives no fleet', () => {
  const whole = (file: string) => Fleet.examineFile(file).findings;

  test('since it is not there is told whole, and thrown where it is loaded', () => {
    const file = join(folder, 'none.yaml');
    expect(whole(file)).toEqual([
      {
        rule: 'unreadable-file',
        severity: 'error',
        path: file,
        message: expect.stringMatching(/^The fleet file cannot be read: .*ENOENT: .*\.$/),
        allowed: 'a readable YAML file',
        remedy: 'Give the path of the fleet file.',
      },
    ]);
    expect(() => Fleet.load(file)).toThrow(FleetError);
    expect(() => Fleet.load(file)).toThrow(`${file}: 1 error, 0 warnings`);
  });

  test.each(['', 'null', '~', '# only this\n'])('since it holds nothing is told whole: %j', (text) => {
    const file = join(folder, 'empty.yaml');
    writeFileSync(file, text);
    expect(whole(file)).toEqual([
      {
        rule: 'unreadable-file',
        severity: 'error',
        path: file,
        message: 'The fleet file holds nothing.',
        allowed: 'a fleet: name, pools, networks, sites',
        remedy: 'Describe the fleet; `anycast-mec init` writes a first one.',
      },
    ]);
    expect(() => Fleet.load(file)).toThrow(file);
  });

  test.each([
    ['on the first line', '\xff', 1],
    ['on the third', 'a: 1\n\n# \xfc', 3],
  ])('since it has other bytes than UTF-8 %s is told whole', (_, text, line) => {
    const file = join(folder, 'latin.yaml');
    writeFileSync(file, Buffer.from(text, 'latin1'));
    expect(whole(file)).toEqual([
      {
        rule: 'unreadable-file',
        severity: 'error',
        path: file,
        message: `The fleet file is not encoded as UTF-8: line ${line} is the first with other bytes.`,
        allowed: 'a file in UTF-8',
        remedy: 'Save it as UTF-8, for instance with `iconv -t UTF-8` and its encoding as `-f`.',
      },
    ]);
    expect(() => Fleet.load(file)).toThrow(file);
  });
});
