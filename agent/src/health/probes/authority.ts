import { readFileSync } from 'node:fs';

const authorities = new Map<string, Buffer>();

/** A file of a certificate authority, read once. @throws Error if it cannot be read */
export function authority(file: string): Buffer {
  const known = authorities.get(file) ?? readFileSync(file);
  authorities.set(file, known);
  return known;
}
