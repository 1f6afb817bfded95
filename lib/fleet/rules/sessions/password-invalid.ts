import { passwordsOfFleet } from '../../readings/passwords-of-fleet';
import type { Rule } from '../rule';

/** Most characters of a password: TCP_MD5SIG_MAXKEYLEN of Linux. */
export const longestPassword = 80;

/** What TCP-MD5 takes as a password on Linux, and every daemon reads: printable ASCII, no space. BIRD reads no double quote besides. */
export const passwordForm = new RegExp(`^[\\x21-\\x7e]{1,${longestPassword}}$`);

/** Passwords have 1 to 80 printable characters. */
export const passwordInvalid: Rule = {
  id: 'password-invalid',
  severity: 'error',
  title: 'Passwords have 1 to 80 printable characters.',
  explanation:
    'TCP-MD5 takes 80 bytes on Linux (TCP_MD5SIG_MAXKEYLEN); control characters and spaces cannot be written for every daemon, nor double quotes for BIRD. `check` looks at passwords in the environment and in files, too, where they are there.',
  allowed: '1 to 80 printable ASCII characters without spaces, and without double quotes for BIRD',
  remedy: 'Choose another password; `anycast-mec secrets --create` makes good ones.',
  acknowledgeable: false,
  *check(fleet) {
    for (const { path, password } of passwordsOfFleet(fleet)) {
      if (typeof password === 'string' && !passwordForm.test(password))
        yield { path, value: '(not shown)', message: `A password of ${password.length} characters cannot be used.` };
    }
  },
};
