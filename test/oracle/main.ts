import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { stringify } from 'yaml';
import { fleetOf, judge } from './oracle';
import { smallest } from './smaller';

const { values } = parseArgs({
  options: {
    /** How many fleets. */
    fleets: { type: 'string', default: '40' },
    /** Seed of the first; each next one has the next. */
    seed: { type: 'string', default: '1' },
    /** How many of them run at once. */
    jobs: { type: 'string', default: String(availableParallelism()) },
    /** Longest time until a state is as predicted, s. */
    patience: { type: 'string', default: '60' },
    /** Longest time for making the example of a disagreement smaller, s. */
    shrink: { type: 'string', default: '600' },
  },
});

/** An option that is a whole number from 1 on. @throws Error otherwise: a run over no fleet would find nothing to disagree with */
function whole(name: 'fleets' | 'seed' | 'jobs'): number {
  const value = Number(values[name]);
  if (Number.isInteger(value) && value >= 1) return value;
  throw new Error(`--${name} ${values[name]}: allowed is a whole number from 1 on`);
}

/** What holding fleets against their prediction gave. */
const total = { fleets: 0, states: 0, compared: 0, failed: 0 };

/** Holds the fleet of a seed against its prediction; every line says which fleet it is of. */
async function fleet(seed: number): Promise<void> {
  const patienceMs = Number(values.patience) * 1000;
  const print = (line: string) => void process.stdout.write(`seed ${seed}: ${line}\n`);
  const description = fleetOf(seed);
  print(`${Object.keys(description.networks).length} networks, ${Object.keys(description.sites).length} sites`);
  const verdict = await judge(description, { patienceMs, tell: (line) => print(line.trimStart()) });
  total.fleets += 1;
  total.states += verdict.states;
  total.compared += verdict.compared;
  total.failed += verdict.disagreements.length;
  print(`${verdict.states} states, ${verdict.disagreements.length} disagreements`);
  const [first] = verdict.disagreements;
  if (!first) return;
  const example = await smallest({ description, ...first }, Date.now() + Number(values.shrink) * 1000, { patienceMs });
  print(`smallest fleet with a disagreement (${example.loss}):\n${stringify(example.description)}`);
  for (const line of example.differences) print(line);
}

/** `make test-oracle`: fleets by seeds, each held against its prediction in every single loss. */
async function main(): Promise<void> {
  const [fleets, first, jobs] = [whole('fleets'), whole('seed'), whole('jobs')];
  const begin = Date.now();
  let next = first;
  // A fleet waits for its timers most of the time: several run at once.
  const one = async () => {
    while (next < first + fleets) await fleet(next++);
  };
  await Promise.all(Array.from({ length: jobs }, one));
  const { states, compared, failed } = total;
  const minutes = ((Date.now() - begin) / 60_000).toFixed(1);
  process.stdout.write(
    `${total.fleets} fleets, ${states} states, ${compared} comparisons, ${failed} disagreements, ${minutes} min\n`,
  );
  process.exitCode = failed || total.fleets < fleets ? 1 : 0;
}

// What runs in namespaces ends with this process, however and however often that is told to end: npx and tsx pass a signal on that it had already.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));
void main();
