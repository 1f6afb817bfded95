import type { SecretReference } from '../fleet/model';
import { longestPassword, passwordForm } from '../fleet/rules/sessions/password-invalid';

/**
 * Gives the secret behind a reference. Views call it while they render; nothing keeps the result.
 *
 * @throws Error with the reference (never the secret) if it cannot be had.
 */
export type SecretResolver = (reference: SecretReference) => string;

/** Names a secret without giving it away: `env:MEC1_BGP`, `file:secrets/mec-1`. */
export function secretName(reference: SecretReference): string {
  if (typeof reference === 'string') return 'in clear';
  return 'env' in reference ? `env:${reference.env}` : `file:${reference.file}`;
}

/**
 * Renders `<secret-env:MEC1_BGP>` in place of every secret: for snapshots, diffs and pictures. What no password may have (a file can be
 * called anything) is a dash, and its end is cut, so that every daemon takes it.
 */
export const placeholderSecrets: SecretResolver = (reference) => {
  const name = secretName(reference).replace(/[^\x21-\x7e]|["'\\]/g, '-');
  return `<secret-${name.slice(0, longestPassword - '<secret->'.length)}>`;
};

/**
 * The password behind a reference, in a form that every daemon takes.
 *
 * @param user the router that needs it, for the error
 * @throws Error with router and reference (never the password) if it cannot be had or used
 */
export function resolveSecret(secrets: SecretResolver, reference: SecretReference, user: string): string {
  const value = secrets(reference);
  if (passwordForm.test(value)) return value;
  throw new Error(
    `${user}: the password ${secretName(reference)} must have 1 to 80 printable ASCII characters and no space; it has ${value.length} characters`,
  );
}
