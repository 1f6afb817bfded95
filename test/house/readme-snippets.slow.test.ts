import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { compiled, snippetsOf } from './snippets';

const house = join(__dirname, '../..');
const guides = readdirSync(join(house, 'docs/guides')).map((name) => `docs/guides/${name}`);
const documents = ['README.md', 'CONTRIBUTING.md', 'docs/architecture.md', ...guides];

describe('programs in the documents', () => {
  test('compile', () => {
    const snippets = documents.flatMap((document) => snippetsOf(readFileSync(join(house, document), 'utf8')));
    expect(snippets.length).toBeGreaterThan(0);
    expect(compiled(snippets)).toEqual([]);
  }, 60_000);

  test('are reported where they do not', () => {
    const [wrong] = snippetsOf("text\n```ts\nimport { Fleet } from 'anycast-mec';\nFleet.load(42);\n```\n");
    expect(compiled([wrong ?? ''])).toEqual([expect.stringContaining('not assignable')]);
  }, 60_000);
});
