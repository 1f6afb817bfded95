import { isatty } from 'node:tty';
import { buildComponents } from './build';
import type { BuildStep } from './build-step';
import { componentNames } from './catalogue';
import { ComponentError } from './component-error';
import { componentSet } from './component-set';

const usage = `usage: components [--list] [--json] [program...]
  builds the programs of the lab that are not there yet, or those that are named, into the user's cache folder
  --list  build nothing: say which are there and where
  --json  one JSON object on standard output
exit codes: 0 all are there, 1 some are missing, 2 wrong usage
`;

/** What is done by hand or by `make components`. Returns the exit code. */
async function main(args: readonly string[]): Promise<number> {
  const only = componentNames.filter((name) => args.includes(name));
  const unknown = args.filter((arg) => !['--list', '--json', '--help', ...only].includes(arg));
  if (unknown.length > 0 || args.includes('--help')) {
    process.stderr.write((unknown.length > 0 ? `unknown: ${unknown.join(' ')}\n` : '') + usage);
    return unknown.length > 0 ? 2 : 0;
  }
  const set = args.includes('--list')
    ? await componentSet()
    : await buildComponents(only.length ? { only } : {}, progressOnTerminal());
  if (args.includes('--json')) {
    process.stdout.write(`${JSON.stringify({ ...set, have: Object.fromEntries(set.have) }, undefined, 2)}\n`);
  } else {
    const width = Math.max(...componentNames.map((name) => name.length));
    for (const name of componentNames) {
      process.stdout.write(`${name.padEnd(width)}  ${set.have.get(name) ?? 'missing'}\n`);
    }
    if (set.reason !== undefined) process.stdout.write(`${set.reason}\n`);
  }
  return set.missing.length === 0 ? 0 : 1;
}

/** Progress for people: one line a family, which a terminal sees grow. */
function progressOnTerminal(): (step: BuildStep) => void {
  const terminal = isatty(2);
  const begun = performance.now();
  let shown = -Infinity;
  return (step) => {
    const seconds = Math.round((performance.now() - begun) / 1000);
    const text = `${step.family}: ${describe(step)}`;
    if (step.state === 'compile' || step.state === 'fetch') {
      // A log keeps a line every 30 s, a terminal overwrites one four times a second.
      if (performance.now() - shown < (terminal ? 250 : 30_000)) return;
      shown = performance.now();
    }
    process.stderr.write(terminal ? `\r\x1b[K${seconds} s  ${text}` : `${seconds} s  ${text}\n`);
    if (terminal && step.state !== 'compile' && step.state !== 'fetch') process.stderr.write('\n');
  };
}

function describe(step: BuildStep): string {
  switch (step.state) {
    case 'have':
      return 'there already';
    case 'wait':
      return 'another process is building, waiting for it';
    case 'begin':
      return `building ${step.programs.join(', ')}`;
    case 'fetch':
      return `${step.modules} modules fetched`;
    case 'compile':
      return `${step.packages} packages compiled, at most ${step.of}`;
    case 'end':
      return `built in ${Math.round(step.seconds)} s`;
  }
}

// Whoever reads may have read enough, as `head` has.
process.stdout.on('error', () => process.exit());

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    process.stderr.write(error instanceof ComponentError ? `${error.message}\n` : `${String((error as Error).stack)}\n`);
    process.exitCode = 1;
  },
);
