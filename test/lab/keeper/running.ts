import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { FleetDescription } from '../../../lib/fleet';

/** BFD and hold times that a busy machine keeps: these tests are about who answers, not about how soon. */
const bfd = { interval: '400ms', multiplier: 5 };
const timers = { hold: '30s' };

/** Two sites with three hosts, one of them with a border that runs BIRD. */
export const small: FleetDescription = {
  name: 'small',
  pools: { apps: '203.0.113.0/28' },
  plan: { links: '10.0.0.0/20', loopbacks: '10.0.16.0/24', hosts: '10.1.0.0/16', clients: '10.2.0.0/16' },
  networks: { isp: { as: 64600, bfd, timers, routers: { 'pe-1': 'pe', 'pe-2': 'pe' }, links: [['pe-1', 'pe-2']] } },
  defaults: { bfd, timers },
  sites: {
    'mec-1': { as: 64701, hosts: 2, uplinks: [{ to: 'isp/pe-1', bfd }], clients: ['ran'] },
    'mec-2': { as: 64702, hosts: 1, uplinks: [{ to: 'isp/pe-2', bfd }], border: { dialect: 'bird' } },
  },
  services: { hello: { vip: '203.0.113.1', workload: { image: 'registry.example/hello:1.0' } } },
};

const program = join(__dirname, '..', '..', '..', 'build', 'cli', 'main.js');

/** What a command gave back. */
export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `anycast-mec lab ...` as a user does. */
export function lab(...args: readonly string[]): Promise<Said> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, 'lab', ...args], { timeout: 240_000 }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, out, err }),
    );
  });
}

/** As {@link lab}, but anything but success is an error. */
export async function mustLab(...args: readonly string[]): Promise<string> {
  const { code, out, err } = await lab(...args);
  if (code !== 0) throw new Error(`lab ${args.join(' ')} ended with ${code}:\n${err}${out}`);
  return out;
}

/** A fleet file in a folder of its own, gone with `remove`. */
export function fleetFile(description: FleetDescription): { readonly file: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'lab-fleet-'));
  const file = join(folder, 'fleet.yaml');
  writeFileSync(file, stringify(description));
  return { file, remove: () => rmSync(folder, { recursive: true }) };
}
