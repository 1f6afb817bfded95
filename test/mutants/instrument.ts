import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InstrumentResult } from '@stryker-mutator/instrumenter';
import { root } from './rooms';

/** One small change of the code. */
export interface Mutant {
  readonly id: string;
  /** Path below the root. */
  readonly file: string;
  /** From 1 on. */
  readonly line: number;
  /** Where the change begins and ends in the file's text. */
  readonly start: number;
  readonly end: number;
  /** Kind of the change in Stryker's words. */
  readonly mutator: string;
  /** Code before and after. */
  readonly original: string;
  readonly replacement: string;
  /** Text of the line where it begins, without blanks around it: what it is known by when lines move. */
  readonly at: string;
}

/** Sources with all their mutants inside, each behind a switch. */
export interface Instrumented {
  /** Code by file. */
  readonly code: Readonly<Record<string, string>>;
  readonly mutants: readonly Mutant[];
}

const nothing = () => undefined;
const silent = {
  ...{ isTraceEnabled: () => false, isDebugEnabled: () => false, isInfoEnabled: () => false, isWarnEnabled: () => false },
  ...{ isErrorEnabled: () => false, isFatalEnabled: () => false },
  ...{ trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing, fatal: nothing },
};

/**
 * A text with a blank is prose, which a person reads: no test should hold its wording a second time. Names, keys and codes have no blank and are
 * mutated.
 */
const isProse = (mutator: string, original: string): boolean => mutator === 'StringLiteral' && /\s/.test(original);

/** Puts all mutants into the files, each behind a switch that is asked when the code runs. */
export async function instrument(files: readonly string[]): Promise<Instrumented> {
  const { Instrumenter } = await import('@stryker-mutator/instrumenter');
  const given = files.map((name) => ({ name, mutate: true, content: readFileSync(join(root, name), 'utf8') }));
  const done = await new Instrumenter(silent).instrument(given, { plugins: null, excludedMutations: [], ignorers: [] });
  const lines = new Map(given.map(({ name, content }) => [name, content.split('\n')]));
  const mutants = done.mutants.map((found) => described(found, lines.get(found.fileName) ?? []));
  return {
    code: Object.fromEntries(done.files.map(({ name, content }) => [name, content])),
    mutants: mutants.filter(({ mutator, original }) => !isProse(mutator, original)),
  };
}

type Found = InstrumentResult['mutants'][number];

function described({ id, fileName, mutatorName, replacement, location }: Found, lines: readonly string[]): Mutant {
  const { start, end } = location;
  const whole = lines.slice(start.line, end.line + 1);
  const original = whole
    .map((text, index) => text.slice(index === 0 ? start.column : 0, index === whole.length - 1 ? end.column : undefined))
    .join('\n');
  const offset = (line: number, column: number) => lines.slice(0, line).reduce((sum, text) => sum + text.length + 1, column);
  return {
    ...{ start: offset(start.line, start.column), end: offset(end.line, end.column) },
    ...{ id, file: fileName, line: start.line + 1, mutator: mutatorName },
    ...{ original, replacement: replacement ?? '', at: (lines[start.line] ?? '').trim() },
  };
}
