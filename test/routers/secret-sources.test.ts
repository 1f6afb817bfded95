import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fleet } from '../../lib/fleet';
import { placeholderSecrets, resolveSecret } from '../../lib/routers/secrets';
import { secretReferences, secretsFrom } from '../../lib/routers/secret-sources';
import { testbed } from '../fleet/testbed';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'secrets-'))));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a secret', () => {
  test('is read from the environment or from a file beside the fleet', () => {
    writeFileSync(join(folder, 'mec-1'), 'correct-horse\n');
    expect(secretsFrom(folder, { MEC1: 'battery' })({ env: 'MEC1' })).toBe('battery');
    expect(secretsFrom(folder)({ file: 'mec-1' })).toBe('correct-horse');
  });

  test('that is missing is told by its reference', () => {
    expect(() => secretsFrom(folder, {})({ env: 'MEC1' })).toThrow('the environment variable MEC1 is not set');
    expect(() => secretsFrom(folder)({ file: 'none' })).toThrow('the secret file none cannot be read (ENOENT)');
  });

  test('has a placeholder that every daemon takes, whatever its file is called', () => {
    expect(placeholderSecrets({ env: 'MEC1' })).toBe('<secret-env:MEC1>');
    for (const file of ['ä "b"\n', 'x/'.repeat(60), "it's", 'a\\b'])
      expect(resolveSecret(placeholderSecrets, { file }, 'mec-1/border-1')).toMatch(/^<secret-file:[^\s"'\\]+>$/);
  });

  test('in clear is refused without being shown', () => {
    expect(() => secretsFrom(folder)('hunter2')).toThrow(/in clear/);
    expect(() => secretsFrom(folder)('hunter2')).not.toThrow(/hunter2/);
  });
});

test('secrets of a fleet are listed once, with every place that uses them', () => {
  const description = testbed();
  for (const name of ['mec-1', 'mec-2']) description.sites[name]!.hostPassword = { env: 'HOSTS' };
  const uses = secretReferences(Fleet.from(description));
  expect(uses).toEqual([
    { name: 'env:HOSTS', reference: { env: 'HOSTS' }, usedBy: ['sites.mec-1.hostPassword', 'sites.mec-2.hostPassword'] },
  ]);
});
