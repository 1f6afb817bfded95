import { stringify } from 'yaml';
import { fleetOf, judge } from './oracle';

/** `make test-oracle`: fleets by seeds, each held against its prediction in every single loss. */
async function main(): Promise<void> {
  const [number = 40, first = 1] = process.argv.slice(2).map(Number);
  let [states, compared, failed] = [0, 0, 0];
  const print = (line: string) => process.stdout.write(`${line}\n`);
  for (let seed = first; seed < first + number; seed++) {
    const description = fleetOf(seed);
    print(`seed ${seed}: ${Object.keys(description.networks).length} networks, ${Object.keys(description.sites).length} sites`);
    const verdict = await judge(description, undefined, print);
    states += verdict.states;
    compared += verdict.compared;
    failed += verdict.disagreements.length;
    if (verdict.disagreements.length) print(stringify(description));
  }
  print(`${number} fleets, ${states} states, ${compared} comparisons, ${failed} disagreements`);
  process.exitCode = failed ? 1 : 0;
}

void main();
