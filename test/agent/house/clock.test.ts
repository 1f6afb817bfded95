import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const sources = join(__dirname, '../../../agent/src');
/** Files that write the time for people to read; nothing is decided by it. */
const forPeople = ['kubernetes/events.ts', 'kubernetes/lease.ts', 'service/vip-machine.ts'];

/** Files that read the wall clock. */
const readers = (files: readonly (readonly [name: string, text: string])[]) =>
  files.filter(([, text]) => /\bDate\.now\(|\bnew Date\(/.test(text)).map(([name]) => name);

const all = readdirSync(sources, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => [name, readFileSync(join(sources, name), 'utf8')] as const);

describe('the wall clock', () => {
  test('is read only to write the time for people, so that a step of it changes no decision', () =>
    expect(readers(all).sort()).toEqual(forPeople));

  test('would be noticed elsewhere', () => expect(readers([['x.ts', 'const now = Date.now();']])).toEqual(['x.ts']));

  test('is not what Lease, machines and scheduler count by', () => {
    const lease = all.find(([name]) => name === 'kubernetes/lease.ts')?.[1] ?? '';
    expect(lease).toContain('performance.now() - this.seenAt');
  });
});
