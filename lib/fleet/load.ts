import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import type * as Yaml from 'yaml';
import type { Finding } from './findings/finding';
import { FleetError } from './findings/fleet-error';
import { misreadNumbers } from './misread-numbers';
import { faultFinding, meaningFaults, syntaxFaults } from './yaml-faults';

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
    // The package compares each key of a group with all before it, which a fleet of thousands of sites feels: told below.
    uniqueKeys: false,
    version: '1.2',
    // YAML 1.2 dropped the merge key `<<`, and operators go on using it.
    merge: true,
  });
  const syntax = syntaxFaults(yaml, document);
  const faults = syntax.length ? syntax : meaningFaults(yaml, document);
  if (faults.length)
    throw new FleetError(
      faults.map((fault) => faultFinding(fault, source, lines, file)),
      file,
    );
  const findings = misreadNumbers(yaml, document, (offset) => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  });
  // How often an alias is used is no fault: a thousand sites may share one group of keys.
  const value: unknown = document.toJS({ maxAliasCount: -1 });
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

function readText(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new FleetError(
      [unreadable(file, `The fleet file cannot be read: ${reason}.`, 'a readable YAML file', 'Give the path of the fleet file.')],
      file,
    );
  }
  // Another encoding would be read all the same, with a replacement for each character that it has other bytes for.
  if (isUtf8(bytes)) return bytes.toString('utf8');
  const line = bytes.toString('utf8').split('\ufffd')[0]?.split('\n').length ?? 1;
  throw new FleetError(
    [
      unreadable(
        file,
        `The fleet file is not encoded as UTF-8: line ${line} is the first with other bytes.`,
        'a file in UTF-8',
        'Save it as UTF-8, for instance with `iconv -t UTF-8` and its encoding as `-f`.',
      ),
    ],
    file,
  );
}

function unreadable(file: string, message: string, allowed: string, remedy: string): Finding {
  return { rule: 'unreadable-file', severity: 'error', path: file, message, allowed, remedy };
}
