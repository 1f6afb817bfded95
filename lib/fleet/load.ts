import { readFileSync } from 'node:fs';
import type * as Yaml from 'yaml';
import type { Finding } from './findings/finding';
import { FleetError } from './findings/fleet-error';

/**
 * Reads and parses a YAML file. The YAML library is loaded here and not before: a fleet described in TypeScript
 * needs none.
 *
 * @throws FleetError with one finding for each syntax error (line and column), or for a file that cannot be read
 */
export function readYamlFile(file: string): unknown {
  const source = readText(file);
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded on use, see above
  const { LineCounter, parseDocument } = require('yaml') as typeof Yaml;
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false, uniqueKeys: true, version: '1.2' });
  if (document.errors.length) {
    const findings = document.errors.map((error): Finding => {
      const { line, col } = lines.linePos(error.pos[0]);
      return {
        rule: 'yaml-syntax',
        severity: 'error',
        path: `line ${line}, column ${col}`,
        value: source.split('\n')[line - 1]?.trim(),
        message: `${error.message.replace(/\.?$/, '')} (${file}:${line}:${col}).`,
        allowed: 'YAML 1.2 in which each key stands once',
        remedy: 'Correct the line; look at indentation, colons, brackets and quotes there and in the line before.',
      };
    });
    throw new FleetError(findings, file);
  }
  return document.toJS() as unknown;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new FleetError(
      [
        {
          rule: 'unreadable-file',
          severity: 'error',
          path: file,
          message: `The fleet file cannot be read: ${reason}.`,
          allowed: 'a readable YAML file',
          remedy: 'Give the path of the fleet file.',
        },
      ],
      file,
    );
  }
}
