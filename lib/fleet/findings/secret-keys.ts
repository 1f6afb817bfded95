import { distance } from 'fastest-levenshtein';

/** How a fleet names a secret. */
export const secretReference = '{ env: NAME } or { file: path }';

/** Whether a key is, or is likely meant to be, that of a password: its value is never printed, even where it is misplaced. */
export function isSecretKey(key: string): boolean {
  return distance(key.toLowerCase(), 'password') <= 3 || /password$/i.test(key);
}

/** Whether a line of a file has such a key. */
export function namesSecret(line: string): boolean {
  return line.split(/[^A-Za-z]+/).some(isSecretKey);
}
