import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sourceFiles, withoutComments } from './source-files';

const house = join(__dirname, '../..');
const examples = readdirSync(join(house, 'examples'), { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

/** What code says of a single fleet: compares its name, names an example, or the publication that the project began with. */
function bound(code: string): string[] {
  const text = withoutComments(code);
  return [
    ...(text.match(/\b\w*fleet\w*(\(\))?\??\.name\s*[=!]==?/gi) ?? []),
    ...examples.filter((name) => new RegExp(`(['"\`/])${name}\\1|examples/${name}`).test(text)),
    ...(text.match(/thesis/gi) ?? []),
  ];
}

describe('product code is for every fleet alike', () => {
  const files = sourceFiles(['lab/src', 'lib', 'agent/src', 'stacks'].map((room) => join(house, room)));
  const found = files.flatMap(({ file }) =>
    bound(readFileSync(file, 'utf8')).map((what) => `${file.slice(house.length + 1)}: ${what}`),
  );

  test('and names none of the examples', () => {
    expect(found.sort()).toEqual([
      // The key of a published figure in journals of format 1, which are still read.
      'lab/src/measure/journal.ts: thesis',
      // The old name of a profile and of a preset, which is still taken.
      'lib/contract/baseline.ts: thesis',
      // A field of services and of exchanges.
      'lib/fleet/rules/services/ports-in-two-forms.ts: ports',
      'lib/routers/model/network-router.ts: ports',
    ]);
  });

  test.each([
    ["if (fleet.name === 'mine') return;", ['fleet.name ===']],
    ['if (lab.fleet.name !== own) return;', ['fleet.name !==']],
    ['if (fleet().name == own) return;', ['fleet().name ==']],
    ["const known = new Set(['metro']);", ['metro']],
    ["load('examples/minimal/fleet.yaml');", ['minimal']],
    ['{ thesis: { meanMs: 597 } }', ['thesis']],
    ['// as in the thesis\nconst metro = fleet.name;', []],
    ["const key = 'metropolis';", []],
  ])('a name is found again: %j', (code, found) => expect(bound(code)).toEqual(found));
});
