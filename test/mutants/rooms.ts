import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Root of the repository. */
export const root = join(__dirname, '../..');

/**
 * What is mutated, and the tests that judge it: code that decides, and quick tests near it. Tests of constructs, commands and the lab load it,
 * too, but see it from afar, and each would have to run against thousands of mutants.
 */
export const buildings: readonly { readonly mutated: string; readonly judges: readonly string[] }[] = [
  { mutated: 'lib/fleet', judges: ['test/fleet', 'test/routers/model', 'test/routers/system'] },
  { mutated: 'lib/routers/model', judges: ['test/routers', 'test/properties/filters'] },
  { mutated: 'lib/availability', judges: ['test/availability'] },
  { mutated: 'lib/practices', judges: ['test/practices'] },
  { mutated: 'lib/rollout', judges: ['test/rollout'] },
  { mutated: 'agent/src', judges: ['test/agent'] },
];

/** Code that is not mutated, and tests that do not judge, with their reasons. */
const left = [
  // Commands, and clients of other programs: what they do is seen with those programs alone.
  ...['agent/src/cli/', 'agent/src/kubernetes/', 'agent/src/actuators/', 'agent/src/main.ts'],
  ...['test/agent/cli/', 'test/agent/kubernetes/', 'test/agent/actuators/'],
  // Probes of real servers, with real times.
  ...['agent/src/health/', 'test/agent/health/'],
  // The whole program, around servers and clients: the tests of `test/agent/real` start it.
  ...['agent/src/runtime/agent.ts', 'test/agent/real/'],
  // Reads the sources, and runs nothing of them.
  'test/agent/house/',
  // Pulumi's engine: `make test-engine`.
  'lib/rollout/engine/automation-engine.ts',
];
const isLeft = (file: string): boolean => left.some((path) => file.startsWith(path));

function below(folder: string, ends: string): string[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith(ends))
    .map((name) => `${folder}/${name}`)
    .sort();
}

/** Files of a building that are mutated, as paths below the root. */
export const sourcesOf = (mutated: string): string[] => below(mutated, '.ts').filter((file) => !isLeft(file));

/** Files of tests in folders. */
export const suitesIn = (judges: readonly string[]): string[] =>
  judges
    .flatMap((folder) => below(folder, '.test.ts'))
    .filter((file) => !isLeft(file) && !/\.(live|lab|engine)\.test\.ts$/.test(file));

/** The room of a file: its folder; of `lib/fleet/rules` the themes are one. */
export const roomOf = (file: string): string => dirname(file).replace(/^(lib\/fleet\/rules)\/.*/, '$1');
