import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { becomes, explanationOf, explanations } from './explained';
import { mutant } from './mutant';
import { stale, survivors } from './report';
import { root } from './rooms';

const explanation = {
  file: 'lib/fleet/a.ts',
  line: 'if (a < b) return;',
  becomes: 'a <= b',
  reason: 'equal ones are told apart before',
};

describe('an explained survivor', () => {
  test('is known by its code, wherever it moves', () => {
    expect(explanationOf(mutant({ line: 99 }), [explanation])).toBe(explanation);
    expect(survivors([{ mutant: mutant(), killedBy: undefined }], [explanation])).toEqual([]);
  });

  test.each([
    ['of another file', { file: 'lib/fleet/b.ts' }],
    ['of another line', { at: 'while (a < b) a++;' }],
    ['with another change', { replacement: 'true' }],
  ])('is not one %s', (_, other) => {
    expect(explanationOf(mutant(other), [explanation])).toBeUndefined();
    expect(survivors([{ mutant: mutant(other), killedBy: undefined }], [explanation])).toHaveLength(1);
  });

  test('is written in one line, and cut where it is long', () => {
    expect(becomes({ replacement: 'a &&\n   b' })).toBe('a && b');
    expect(becomes({ replacement: 'a'.repeat(100) })).toBe(`${'a'.repeat(79)}…`);
  });
});

describe('an explanation is stale', () => {
  const one = mutant();
  const told = (killedBy: string | undefined) => stale([one], [{ mutant: one, killedBy }], [explanation]);

  test('when a test kills the mutant, and not while it survives', () => {
    expect(told('a test')).toEqual(['stale, is killed: lib/fleet/a.ts: if (a < b) return;  →  a <= b']);
    expect(told(undefined)).toEqual([]);
  });

  test('when there is no such mutant', () => {
    expect(stale([mutant({ replacement: 'true' })], [], [explanation])).toHaveLength(1);
  });

  test('when its line is gone', () => {
    const gone = explanations().filter(({ file, line }) => {
      const lines = readFileSync(join(root, file), 'utf8').split('\n');
      return !lines.some((text) => text.trim() === line);
    });
    expect(gone).toEqual([]);
  });
});
