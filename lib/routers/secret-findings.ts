import type { Finding } from '../fleet/findings/finding';
import type { FleetModel } from '../fleet/model';
import { passwordForm, passwordInvalid } from '../fleet/rules/sessions/password-invalid';
import { eachRenderedRouter } from './render';
import { secretReferences, UnreadableSecret } from './secret-sources';
import type { SecretUse } from './secret-sources';
import { placeholderSecrets, secretName } from './secrets';
import type { SecretResolver } from './secrets';

/**
 * Passwords that are there and that a router which needs them cannot have: rendering its files would fail. One that is not there is no
 * finding: it may be there where the files are written. What nobody can read, such as a folder, is.
 */
export function secretFindings(fleet: FleetModel, secrets: SecretResolver): Finding[] {
  return secretReferences(fleet).flatMap((use) => {
    const value = valueOf(use, secrets);
    if (value instanceof UnreadableSecret) return told(use, value.message, 'Give the path of a file.');
    // What every daemon takes; only of other passwords it is asked which routers use them.
    if (value === undefined || (passwordForm.test(value) && !value.includes('"'))) return [];
    const problem = firstProblem(fleet, use, value);
    return problem === undefined ? [] : told(use, problem, passwordInvalid.remedy);
  });
}

function told({ usedBy, name }: SecretUse, message: string, remedy: string): Finding[] {
  const { id: rule, severity, allowed } = passwordInvalid;
  return usedBy.map((path): Finding => ({ rule, severity, path, value: name, message, allowed, remedy }));
}

function valueOf({ reference }: SecretUse, secrets: SecretResolver): string | UnreadableSecret | undefined {
  try {
    return secrets(reference);
  } catch (error) {
    return error instanceof UnreadableSecret ? error : undefined;
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
