import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

const house = join(__dirname, '../..');
const below = (folder: string) =>
  readdirSync(join(house, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md') && !/(^|\/)(reference|dist|node_modules)\//.test(name))
    .map((name) => join(folder, name));

/** The relative links of a document, and pictures, that lead nowhere. */
function broken(markdown: string, folder: string): string[] {
  return [...markdown.matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => match[1] ?? '')
    .filter((target) => !/^(https?:|#)/.test(target))
    .filter((target) => !existsSync(join(folder, target.replace(/#.*$/, ''))));
}

describe('links in the documents', () => {
  test.each(['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...below('docs'), ...below('examples')])(
    'of %s lead somewhere',
    (document) => {
      expect(broken(readFileSync(join(house, document), 'utf8'), dirname(join(house, document)))).toEqual([]);
    },
  );

  test('are reported where they do not', () => {
    expect(broken('[a](Makefile) ![b](docs/no.svg) [c](https://example.org)', house)).toEqual(['docs/no.svg']);
  });
});
