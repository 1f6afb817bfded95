import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { FleetModel, SecretReference } from '../fleet/model';
import { placeholderSecrets, secretName } from './secrets';
import type { SecretResolver } from './secrets';

/** Where secrets come from, as data: the placeholder, or the environment of the process and files below a folder. */
export type SecretOrigin = 'placeholder' | { readonly baseDir: string };

const baseDirs = new WeakMap<SecretResolver, string>();

/** Where a resolver has its secrets from; undefined if that is the caller's own matter. */
export function secretOrigin(resolver: SecretResolver): SecretOrigin | undefined {
  if (resolver === placeholderSecrets) return 'placeholder';
  const baseDir = baseDirs.get(resolver);
  return baseDir === undefined ? undefined : { baseDir };
}

/** The resolver of an origin. */
export function secretsOf(origin: SecretOrigin): SecretResolver {
  return origin === 'placeholder' ? placeholderSecrets : secretsFrom(origin.baseDir);
}

/**
 * Reads secrets from the environment and from files.
 *
 * @param baseDir folder that file references are relative to: that of the fleet file
 * @param env @default process.env
 */
export function secretsFrom(baseDir: string, env: Readonly<Record<string, string | undefined>> = process.env): SecretResolver {
  const resolver: SecretResolver = (reference) => {
    if (typeof reference === 'string') throw new Error('a password stands in the fleet in clear; give { env } or { file }');
    if ('env' in reference) {
      const value = env[reference.env];
      if (!value) throw new Error(`the environment variable ${reference.env} is not set`);
      return value;
    }
    try {
      return readFileSync(resolve(baseDir, reference.file), 'utf8').trimEnd();
    } catch (error) {
      const message = `the secret file ${reference.file} cannot be read (${codeOf(error)})`;
      throw elsewhere.has(codeOf(error)) ? new Error(message, { cause: error }) : new UnreadableSecret(message, { cause: error });
    }
  };
  if (env === process.env) baseDirs.set(resolver, resolve(baseDir));
  return resolver;
}

/** Of a file that is not there, or that this user may not read: it may be had where the files of routers are written. */
const elsewhere: ReadonlySet<string> = new Set(['ENOENT', 'EACCES', 'EPERM']);

/** What stands where a secret should be can be read by nobody, such as a folder. */
export class UnreadableSecret extends Error {
  public override readonly name = 'UnreadableSecret';
}

/** A secret that a fleet refers to, and what needs it. */
export interface SecretUse {
  readonly reference: SecretReference;
  /** `env:NAME` or `file:path`. */
  readonly name: string;
  /** Paths in the description that refer to it. */
  readonly usedBy: readonly string[];
}

/** Every secret that a fleet refers to, each once. */
export function secretReferences(fleet: FleetModel): SecretUse[] {
  const uses = new Map<string, { reference: SecretReference; usedBy: string[] }>();
  const note = (reference: SecretReference | undefined, path: string) => {
    if (reference === undefined) return;
    const name = secretName(reference);
    const entry = uses.get(name) ?? { reference, usedBy: [] };
    entry.usedBy.push(path);
    uses.set(name, entry);
  };
  for (const network of fleet.networks) note(network.password, `${network.path}.password`);
  for (const exchange of fleet.exchanges) note(exchange.password, `${exchange.path}.password`);
  for (const site of fleet.sites) {
    note(site.hostPassword, `${site.path}.hostPassword`);
    for (const uplink of site.uplinks) note(uplink.password, `${uplink.path}.password`);
  }
  return [...uses].map(([name, use]) => ({ name, ...use }));
}

/** The system's code of an error, such as `ENOENT`. */
function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown reason';
}
