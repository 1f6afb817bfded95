import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Mutant } from './instrument';

/** A survivor that no test can or should kill. Lines move, so it is known by its code. */
export interface Explanation {
  readonly file: string;
  /** The line where it begins, without blanks around it. */
  readonly line: string;
  /** What stands there after the mutation; a text that is too long for a list may be cut with `…`. */
  readonly becomes: string;
  readonly reason: string;
}

const list = z.array(z.strictObject({ file: z.string(), line: z.string(), becomes: z.string(), reason: z.string().min(10) }));

/** The list of explanations. @throws ZodError of one that is not whole */
export const explanations = (): Explanation[] => list.parse(parse(readFileSync(join(__dirname, 'explained.yaml'), 'utf8')) ?? []);

/** A mutation as a list has it: in one line, and cut where it is long. */
export function becomes({ replacement }: Pick<Mutant, 'replacement'>): string {
  const line = replacement.replace(/\s+/g, ' ').trim();
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

/** The explanation of a mutant. */
export const explanationOf = (mutant: Mutant, among: readonly Explanation[]): Explanation | undefined =>
  among.find(({ file, line, becomes: text }) => file === mutant.file && line === mutant.at && text === becomes(mutant));
