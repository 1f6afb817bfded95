import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Fleet } from 'anycast-mec';
import { cacheFolder } from '../components';
import { askGuest, hasGuest, startGuest, stopGuest } from '../guest/ask';
import { Guest } from '../guest/guest';
import type { Share } from '../guest/guest-plan';
import { labFolder, makeFolder, readState, runningLabs, sweep } from '../keeper/folder';
import type { ExitCode } from './command';
import { fleetFileOf } from './fleet-file';
import type { Terminal } from './terminal';

/** Commands that work on a lab that runs, and which therefore go where it runs. */
const ofRunningLabs = new Set(['status', 'exec', 'client', 'fault', 'heal', 'experiment', 'measure', 'capture', 'graph']);

/**
 * Runs a command of the lab in a guest, where that is where it belongs: level `mpls` on a machine whose own kernel has no MPLS. The guest has
 * this machine's programs and sees the same files, so the command line goes there as it is.
 *
 * @returns the exit code; undefined if the command is one for this machine itself
 */
export async function throughGuest(args: readonly string[], terminal: Terminal): Promise<ExitCode | undefined> {
  const [verb] = args;
  if (verb === undefined || args.includes('--help') || args.includes('-h') || existsSync('/proc/sys/net/mpls')) return undefined;
  if (verb === 'experiment' && args[1] === 'list') return undefined;
  const mpls = valueOf(args, '--level') === 'mpls';
  if (verb === 'up') return mpls ? up(args, terminal) : undefined;
  if (valueOf(args, '--fleet') !== undefined) return mpls ? once(args, terminal) : undefined;
  const name = verb === 'down' ? (args[1] ?? onlyLab()) : (valueOf(args, '--lab') ?? onlyLab());
  if (name === undefined || !hasGuest(labFolder(name))) return undefined;
  if (verb === 'down') return down(name, terminal);
  return ofRunningLabs.has(verb) ? exitCode(await askGuest(labFolder(name), commandLine(args), writer(terminal))) : undefined;
}

/** Starts a lab in a guest of its own, which runs until `down`. */
async function up(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const positional = args[1];
  const fleetFile = resolve(fleetFileOf(positional === undefined || positional.startsWith('-') ? '.' : positional));
  const name = valueOf(args, '--name') ?? Fleet.load(fleetFile).name;
  sweep();
  const folder = makeFolder({ name, fleetFile, level: 'mpls', since: Date.now(), keeper: 0 });
  const plan = { shares: sharesFor(args, fleetFile) };
  try {
    const code = await startGuest({ folder, name, cache: cacheFolder(), plan, begin: commandLine(args) }, writer(terminal));
    return exitCode(code);
  } finally {
    // The owner took the folder over; if it is not there any more, nobody has.
    if (!hasGuest(folder)) rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs a command that starts labs by itself in a guest that ends with it. */
async function once(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const folder = mkdtempSync(join(tmpdir(), 'anycast-mec-guest-'));
  const { out, err } = writer(terminal);
  try {
    err('booting a guest with a kernel that has MPLS and netem\n');
    const guest = await Guest.start(folder, cacheFolder(), {
      shares: sharesFor(args, fleetFileOf(valueOf(args, '--fleet') ?? '.')),
    });
    err(`guest: kernel ${guest.kernel}, ${guest.acceleration}\n`);
    const stop = () => guest.stop();
    process.once('SIGINT', stop).once('exit', stop);
    try {
      return exitCode(await guest.run(commandLine(args), ({ stream, text }) => (stream === 'out' ? out(text) : err(text))));
    } finally {
      stop();
      process.off('SIGINT', stop).off('exit', stop);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function down(name: string, terminal: Terminal): Promise<ExitCode> {
  await stopGuest(labFolder(name));
  while (readState(name) !== undefined) await pause(10);
  terminal.out(`lab '${name}' is gone`);
  return 0;
}

function onlyLab(): string | undefined {
  const running = runningLabs();
  return running.length === 1 ? running[0] : undefined;
}

/** This very command line, as the guest runs it: the same files lie at the same paths. */
function commandLine(args: readonly string[]): string[] {
  return ['env', '-C', process.cwd(), process.execPath, realpathSync(process.argv[1] ?? ''), 'lab', ...args];
}

/** What the guest sees besides the system: where it is called from, the fleet with its secrets, and where results go. */
function sharesFor(args: readonly string[], fleetFile: string): Share[] {
  const results = resolve(valueOf(args, '--out') ?? 'lab-results');
  mkdirSync(results, { recursive: true });
  const readable = [process.cwd(), dirname(resolve(fleetFile)), dirname(realpathSync(process.argv[1] ?? '.'))].filter(
    (path, index, all) => all.indexOf(path) === index && path !== sep,
  );
  return [...readable.map((path) => ({ path, writable: false })), { path: results, writable: true }];
}

function valueOf(args: readonly string[], option: string): string | undefined {
  const at = args.indexOf(option);
  if (at >= 0) return args[at + 1];
  return args.find((arg) => arg.startsWith(`${option}=`))?.slice(option.length + 1);
}

function exitCode(code: number): ExitCode {
  return code === 0 || code === 2 ? code : 1;
}

/** A terminal takes whole lines; output comes in pieces. */
function writer(terminal: Terminal): { out: (text: string) => void; err: (text: string) => void } {
  const lines = (write: (text: string) => void) => {
    let rest = '';
    return (text: string) => {
      const all = (rest + text).split('\n');
      rest = all.pop() ?? '';
      for (const line of all) write(line);
    };
  };
  return { out: lines((text) => terminal.out(text)), err: lines((text) => terminal.err(text)) };
}
