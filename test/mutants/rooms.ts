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
  { mutated: 'lib/rollout', judges: ['test/rollout'] },
  ...['state', 'guards', 'runtime'].map((room) => ({
    mutated: `agent/src/${room}`,
    judges: ['test/agent/state', 'test/agent/guards', 'test/agent/runtime'],
  })),
];

/** Code that is not mutated, with its reason: it starts real programs, and no quick test can. */
const left = [
  /** The whole program, around threads of servers and clients: the tests of `test/agent/real` start it. */
  'agent/src/runtime/agent.ts',
  /** Pulumi's engine: `make test-engine`. */
  'lib/rollout/engine/automation-engine.ts',
];

function below(folder: string, ends: string): string[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith(ends))
    .map((name) => `${folder}/${name}`)
    .sort();
}

/** Files of a building that are mutated, as paths below the root. */
export const sourcesOf = (mutated: string): string[] => below(mutated, '.ts').filter((file) => !left.includes(file));

/** Files of tests in folders. */
export const suitesIn = (judges: readonly string[]): string[] =>
  judges.flatMap((folder) => below(folder, '.test.ts')).filter((file) => !/\.(live|lab|engine)\.test\.ts$/.test(file));

/** The room of a file: its folder; of `lib/fleet/rules` the themes are one. */
export const roomOf = (file: string): string => dirname(file).replace(/^(lib\/fleet\/rules)\/.*/, '$1');
