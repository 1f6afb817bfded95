import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { Fleet } from '../../fleet';
import type { SecretReference } from '../../fleet/model';
import { secretFindings, secretsFrom } from '../../routers';
import { missingSecrets } from '../../routers/missing-secrets';
import { secretReferences } from '../../routers/secret-sources';
import type { ExitCode } from '../command';
import { fleetFile } from '../fleet-file';
import { tableOf } from '../terminal';
import type { Terminal } from '../terminal';

/** Random bytes of a password: 32 characters in base64url, well within the 80 of TCP-MD5 on Linux. */
const passwordBytes = 24;

/** `secrets`: which there must be, and whether they are there and can be used; never what they are. 1 if one cannot be had. */
export function declare(command: Command, terminal: Terminal) {
  command
    .argument('[fleet]', 'fleet file, or its folder', '.')
    .option('--create', 'write a random password to each file that is missing, in a folder kept out of git');
  return (path: string, options: { create?: true }): ExitCode => {
    const file = fleetFile(path);
    const folder = dirname(file);
    const fleet = Fleet.load(file);
    const unusable = unusableSecrets(fleet, folder);
    const rows = secretReferences(fleet).map(({ reference, name, usedBy }) => {
      const created = options.create === true && create(folder, reference);
      const there = unusable.has(name) ? 'unusable' : 'present';
      const state = created ? 'created' : isThere(folder, reference) ? there : 'missing';
      return [name, state, usedBy.join('\n')] as const;
    });
    terminal.out(rows.length ? tableOf(['secret', 'state', 'used by'], rows, terminal) : 'The fleet refers to no secrets.');
    const missing = rows.some(([, state]) => state === 'missing');
    if (missing) terminal.err('Write the missing files (or let --create do it), and set the missing environment variables.');
    for (const reason of unusable.values()) terminal.err(reason);
    return missing || unusable.size ? 1 : 0;
  };
}

/** Why secrets that are there cannot be used, by their names. */
function unusableSecrets(fleet: Fleet, folder: string): Map<unknown, string> {
  const secrets = secretsFrom(folder);
  const there = new Set(secretReferences(fleet).flatMap(({ reference, name }) => (isThere(folder, reference) ? [name] : [])));
  const unreadable = missingSecrets(fleet, secrets).filter(({ name }) => there.has(name));
  return new Map<unknown, string>([
    ...unreadable.map(({ name, reason }) => [name, reason] as const),
    ...secretFindings(fleet, secrets).map(({ value, message }) => [value, message] as const),
  ]);
}

function isThere(folder: string, reference: SecretReference): boolean {
  if (typeof reference === 'string') return true;
  return 'env' in reference ? Boolean(process.env[reference.env]) : existsSync(resolve(folder, reference.file));
}

/** Whether it was missing and is there now. */
function create(folder: string, reference: SecretReference): boolean {
  if (typeof reference === 'string' || !('file' in reference) || isThere(folder, reference)) return false;
  const file = resolve(folder, reference.file);
  const home = dirname(file);
  if (!existsSync(home)) {
    mkdirSync(home, { recursive: true, mode: 0o700 });
    writeFileSync(join(home, '.gitignore'), '*\n');
  }
  writeFileSync(file, `${randomBytes(passwordBytes).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  return true;
}
