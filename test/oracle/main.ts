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
    /** Longest time until a state is as predicted, s. */
    patience: { type: 'string', default: '60' },
    /** Longest time for making the example of a disagreement smaller, s. */
    shrink: { type: 'string', default: '600' },
  },
});

/** `make test-oracle`: fleets by seeds, each held against its prediction in every single loss. */
async function main(): Promise<void> {
  const [fleets, seed] = [Number(values.fleets), Number(values.seed)];
  const patienceMs = Number(values.patience) * 1000;
  const print = (line: string) => void process.stdout.write(`${line}\n`);
  let [states, compared, failed] = [0, 0, 0];
  for (let at = seed; at < seed + fleets; at++) {
    const description = fleetOf(at);
    print(`seed ${at}: ${Object.keys(description.networks).length} networks, ${Object.keys(description.sites).length} sites`);
    const verdict = await judge(description, { patienceMs, tell: print });
    states += verdict.states;
    compared += verdict.compared;
    failed += verdict.disagreements.length;
    const [first] = verdict.disagreements;
    if (!first) continue;
    const example = await smallest({ description, ...first }, Date.now() + Number(values.shrink) * 1000, { patienceMs });
    print(`smallest fleet of seed ${at} with a disagreement (${example.loss}):\n${stringify(example.description)}`);
    for (const line of example.differences) print(`  ${line}`);
  }
  print(`${fleets} fleets, ${states} states, ${compared} comparisons, ${failed} disagreements`);
  process.exitCode = failed ? 1 : 0;
}

// What runs in namespaces ends with this process, however and however often that is told to end: npx and tsx pass a signal on that it had already.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));
void main();
