import { secretReference } from '../../findings/secret-keys';
import { passwordsOfFleet } from '../../readings/passwords-of-fleet';
import type { Rule } from '../rule';

/** No password stands in the fleet. */
export const passwordInClear: Rule = {
  id: 'password-in-clear',
  severity: 'error',
  title: 'No password stands in the fleet.',
  explanation: 'The fleet is kept in version control and printed; passwords are read when router files are rendered.',
  allowed: secretReference,
  remedy: 'Put the password into a file or an environment variable, and change it: it has been seen.',
  acknowledgeable: false,
  *check(fleet) {
    for (const { path, password } of passwordsOfFleet(fleet)) {
      if (typeof password === 'string') yield { path, value: '(not shown)', message: 'A password is given in clear.' };
    }
  },
};
