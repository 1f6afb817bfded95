import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { explanations } from './explained';
import type { Mutant } from './instrument';
import { counts, percent, stale, survivors } from './report';
import { buildings, root, sourcesOf } from './rooms';
import { sample } from './sample';
import { scoreOf, whole } from './score';
import { tryMutants } from './trials';
import type { Result } from './trials';

const { values } = parseArgs({
  options: {
    /** Only files whose path begins so. */
    room: { type: 'string', default: '' },
    /** Mutants of each room. */
    each: { type: 'string', default: '50' },
    /** All of them, which takes hours. */
    all: { type: 'boolean', default: false },
    /** Seed of the sample. */
    seed: { type: 'string', default: '1' },
    /** Processes at once. */
    jobs: { type: 'string', default: String(availableParallelism()) },
    /** Processor time of tests that each mutant is held against, ms. */
    budget: { type: 'string', default: '3000' },
    /** Least score, %: the exit code is 1 below it. */
    goal: { type: 'string', default: '85' },
  },
});

/** An option that is a whole number from 1 on. @throws Error otherwise */
function number(name: 'each' | 'seed' | 'jobs' | 'budget' | 'goal'): number {
  const value = Number(values[name]);
  if (Number.isInteger(value) && value >= 1) return value;
  throw new Error(`--${name} ${values[name]}: allowed is a whole number from 1 on`);
}

const print = (line: string) => void process.stdout.write(`${line}\n`);

/** `make mutants`: small changes of the code, and how many of them the quick tests see. */
async function main(): Promise<void> {
  const [each, seed, jobs, budgetMs, goal] = [number('each'), number('seed'), number('jobs'), number('budget'), number('goal')];
  const begin = Date.now();
  const folder = join(root, '.cache/mutants');
  mkdirSync(folder, { recursive: true });
  const all: Mutant[] = [];
  const results: Result[] = [];
  for (const { mutated, judges } of buildings) {
    const files = sourcesOf(mutated).filter((file) => file.startsWith(values.room));
    if (files.length === 0) continue;
    const done = await tryMutants(files, judges, {
      choose: (mutants) => sample(mutants, values.all ? Infinity : each, seed),
      codeFile: join(folder, `${mutated.replaceAll('/', '-')}.json`),
      tell: (line) => print(`${mutated}: ${line}`),
      ...{ budgetMs, jobs },
    });
    all.push(...done.all);
    results.push(...done.results);
  }
  if (all.length === 0) throw new Error(`--room ${values.room}: no such room is mutated`);
  const known = explanations().filter(({ file }) => file.startsWith(values.room));
  const [left, old, rooms] = [survivors(results, known), stale(all, results, known), counts(all, results, known)];
  for (const line of [...left, ...old]) print(line);
  for (const room of rooms) {
    const { killed, tried, explained, all: of } = room;
    print(
      `${room.room.padEnd(24)} ${percent(scoreOf(room))} ${killed} killed of ${tried} tried, ${explained} explained, ${of} in all`,
    );
  }
  const score = whole(rooms);
  const how = values.all ? 'all of them' : `seed ${seed}, n = ${results.length}`;
  print(`${'whole'.padEnd(24)} ${percent(score)} ${how}, ${((Date.now() - begin) / 60_000).toFixed(1)} min`);
  writeFileSync(join(folder, 'results.json'), JSON.stringify(results, null, 1));
  process.exitCode = old.length > 0 || 100 * score.share < goal ? 1 : 0;
}

void main();
