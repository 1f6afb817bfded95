import type { SecretReference } from '../fleet/model';

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

/** Renders `<secret env:MEC1_BGP>` in place of every secret: for snapshots, diffs and pictures. */
export const placeholderSecrets: SecretResolver = (reference) => `<secret ${secretName(reference)}>`.replace(/ /g, '-');
