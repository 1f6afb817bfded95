import { readFileSync } from 'node:fs';
import type * as Yaml from 'yaml';
import type { Finding } from './findings/finding';
import { FleetError } from './findings/fleet-error';
import { misreadNumbers } from './misread-numbers';

/** What a YAML file holds, and what is wrong with how it is written. */
export interface YamlFile {
  readonly value: unknown;
  readonly findings: readonly Finding[];
}

/**
 * Reads and parses a YAML file. The YAML library is loaded here and not before: a fleet described in TypeScript
 * needs none.
 *
 * @throws FleetError with one finding for each syntax error (line and column), or for a file that cannot be read
 */
export function readYamlFile(file: string): YamlFile {
  const source = readText(file);
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded on use, see above
  const yaml = require('yaml') as typeof Yaml;
  const lines = new yaml.LineCounter();
  const document = yaml.parseDocument(source, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
    version: '1.2',
    // YAML 1.2 dropped the merge key `<<`, and operators go on using it.
    merge: true,
  });
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
  const findings = misreadNumbers(yaml, document, (offset) => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  });
  const value = plainOf(document, file);
  if (value === null || value === undefined)
    throw new FleetError(
      [
        unreadable(
          file,
          'The fleet file holds nothing.',
          'a fleet: name, pools, networks, sites',
          'Describe the fleet; `anycast-mec init` writes a first one.',
        ),
      ],
      file,
    );
  return { value, findings };
}

/** @throws FleetError where aliases grow without end */
function plainOf(document: Yaml.Document, file: string): unknown {
  try {
    return document.toJS() as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new FleetError(
      [
        {
          rule: 'yaml-syntax',
          severity: 'error',
          path: file,
          message: `The file cannot be read: ${reason}.`,
          allowed: 'at most 100 values that come from one alias',
          remedy: 'Write out what the alias stands for, or use it less often.',
        },
      ],
      file,
    );
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new FleetError(
      [unreadable(file, `The fleet file cannot be read: ${reason}.`, 'a readable YAML file', 'Give the path of the fleet file.')],
      file,
    );
  }
}

function unreadable(file: string, message: string, allowed: string, remedy: string): Finding {
  return { rule: 'unreadable-file', severity: 'error', path: file, message, allowed, remedy };
}
