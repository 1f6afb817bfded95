import type { Finding } from '../fleet/findings/finding';
import type { FleetModel } from '../fleet/model';
import { eachRenderedRouter } from './render';
import { secretReferences } from './secret-sources';
import type { SecretUse } from './secret-sources';
import { placeholderSecrets, secretName } from './secrets';
import type { SecretResolver } from './secrets';

/** What every daemon takes; only of other passwords it is asked which routers use them. */
const plain = /^[\x21\x23-\x7e]{1,80}$/;

/** What is allowed, for people. */
const allowed = '1 to 80 printable ASCII characters without space and double quote';

/**
 * Passwords that are there and that a router which needs them cannot have: rendering its files would fail. One that is not there is no
 * finding: it may be there where the files are written.
 */
export function secretFindings(fleet: FleetModel, secrets: SecretResolver): Finding[] {
  return secretReferences(fleet).flatMap((use) => {
    const value = valueOf(use, secrets);
    if (value === undefined || plain.test(value)) return [];
    const problem = firstProblem(fleet, use, value);
    if (problem === undefined) return [];
    return use.usedBy.map((path): Finding => ({
      rule: 'password-unusable',
      severity: 'error',
      path,
      value: use.name,
      message: problem,
      allowed,
      remedy: 'Choose another password, at both ends of the session.',
    }));
  });
}

function valueOf({ reference }: SecretUse, secrets: SecretResolver): string | undefined {
  try {
    return secrets(reference);
  } catch {
    return undefined;
  }
}

/** What the first router says that cannot have a password; it never tells the password itself. */
function firstProblem(fleet: FleetModel, { name }: SecretUse, value: string): string | undefined {
  const only: SecretResolver = (reference) => (secretName(reference) === name ? value : placeholderSecrets(reference));
  try {
    const routers = eachRenderedRouter(fleet, { secrets: only });
    while (!routers.next().done);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
