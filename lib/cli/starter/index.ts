import { parse } from 'yaml';
import { fleet, sitesIn } from './fleet';
import { packageFiles } from './package';
import { program, stackProgram } from './programs';
import { projectFiles } from './project';
import { test } from './test';

/**
 * The files of a starter project, by path: a fleet, what runs at its sites, a Pulumi project with a stack for each site, a test.
 *
 * @param version of this package, which the project depends on
 */
export function starterFiles(version: string): Readonly<Record<string, string>> {
  const description = parse(fleet) as { name: string };
  return {
    'fleet.yaml': fleet,
    'mec.ts': program,
    'index.ts': stackProgram,
    'fleet.test.ts': test(description.name),
    'cdk8s.yaml': 'language: typescript\napp: npx tsx mec.ts\noutput: dist\n',
    ...projectFiles(description.name, sitesIn(fleet)),
    ...packageFiles(description.name, version),
  };
}
