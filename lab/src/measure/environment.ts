import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, version } from 'node:os';
import type { RunningLab } from '../model/running-lab';
import { run } from '../network/run';
import type { Priority } from '../probes';
import type { Environment } from './journal';

/** What is known of the machine before a run. */
export async function environmentOf(
  lab: RunningLab,
  priority: Priority,
): Promise<Omit<Environment, 'loadAfter' | 'clockDriftMs'>> {
  return {
    kernel: `${release()} ${version()}`,
    cpus: cpus().length,
    loadBefore: loadavg()[0] ?? 0,
    clocksource: clocksource(),
    node: process.version,
    daemons: await daemonVersions(lab),
    priority,
    revision: await revision(),
  };
}

function clocksource(): string {
  try {
    return readFileSync('/sys/devices/system/clocksource/clocksource0/current_clocksource', 'utf8').trim();
  } catch {
    return 'unknown';
  }
}

/** First line that a daemon says of its version, by what runs. */
const versionCommands = {
  frr: ['/usr/lib/frr/bgpd', '--version'],
  bird: ['bird', '--version'],
} as const;

async function daemonVersions(lab: RunningLab): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [name, [program, ...args]] of Object.entries(versionCommands)) {
    const runs =
      [...lab.routers.values()].some((router) => router.dialect === name) || (name === 'bird' && lab.level === 'routers');
    if (!runs) continue;
    found[name] = await firstLine(program, args);
  }
  return found;
}

async function firstLine(program: string, args: readonly string[]): Promise<string> {
  try {
    const { out, err } = await run(program, args);
    return (out || err).split('\n')[0]?.trim() ?? 'unknown';
  } catch {
    return 'unknown';
  }
}

/** Revision of the sources, with `+` where files differ from it; `unknown` outside a checkout. */
async function revision(): Promise<string> {
  try {
    const head = await run('git', ['-C', __dirname, 'rev-parse', '--short=12', 'HEAD']);
    if (head.code !== 0) return 'unknown';
    const changed = await run('git', ['-C', __dirname, 'status', '--porcelain', '--untracked-files=no']);
    return head.out.trim() + (changed.out.trim() ? '+' : '');
  } catch {
    return 'unknown';
  }
}
