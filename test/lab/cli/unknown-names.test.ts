import { once } from 'node:events';
import type { Server } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runLab } from '../../../lab/src/cli';
import { commands } from '../../../lab/src/cli/commands';
import { experiments } from '../../../lab/src/experiments';
import { faults } from '../../../lab/src/faults';
import { makeFolder, startOf } from '../../../lab/src/keeper/folder';
import { controlServer } from '../../../lab/src/keeper/server';
import { standingLab } from '../equipment/standing-lab';

jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), 'names-'));
process.env['ANYCAST_MEC_RUN'] = join(folder, 'labs');
const out = ['--out', join(folder, 'results')];
let server: Server;

/** Runs `anycast-mec lab ...` in this process. */
async function said(args: readonly string[]) {
  const lines: string[] = [];
  const line = (text: string) => void lines.push(text);
  const code = await runLab(args, { out: line, err: line, colour: false });
  return { code, text: lines.join('\n') };
}

beforeAll(async () => {
  const { pid } = process;
  const state = { name: 'standing', fleetFile: 'fleet.yaml', level: 'routers', since: Date.now(), keeper: pid, janitor: pid };
  const place = makeFolder({ ...state, janitorStart: startOf(pid) ?? '' });
  const { lab } = standingLab();
  server = controlServer({ lines: [], watch: () => () => undefined, lab: Promise.resolve(lab), end: () => undefined });
  await once(server.listen(join(place, 'control.sock')), 'listening');
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const nodes = 'mec-1/border-1, mec-2/border-1, isp/pe-1, isp/pe-2, other/x-1, mec-1/host-1, mec-1/host-2, mec-2/host-1';
const clients = 'mec-1/ran, mec-2/ran';
const verbs = faults.map(({ name }) => name).join(', ');

/** What each command is called with, where it takes names; the options come after. */
const called: Readonly<Record<string, readonly string[]>> = {
  status: [],
  exec: ['mec-1/host-1'],
  kubeconfig: ['mec-1'],
  client: ['mec-1/ran'],
  fault: ['drain', 'mec-1'],
  heal: [],
  attack: ['foreign-vip'],
  experiment: ['drain'],
  measure: ['drain', 'mec-1'],
  capture: ['mec-1/host-1', ...out],
  graph: [],
  down: [],
};

test('every command that works on a lab is asked', () => {
  expect(Object.keys(called).sort()).toEqual(
    Object.keys(commands)
      .filter((name) => !['up', 'list', 'report'].includes(name))
      .sort(),
  );
});

test.each(Object.entries(called))('%s of a lab that does not run is wrong usage, with those that do', async (command, args) => {
  const message = "there is no lab 'nowhere'; there are: standing";
  expect(await said([command, '--lab', 'nowhere', ...args])).toEqual({ code: 2, text: `error: ${message}` });
});

test.each<[string, readonly string[], string]>([
  ['a fault', ['fault', 'flood', 'mec-1'], `there is no fault 'flood'; there are: ${verbs}`],
  ['a fault', ['measure', 'flood', 'mec-1'], `there is no fault 'flood'; there are: ${verbs}`],
  ['a fault that is there', ['heal', 'f9'], "there is no fault 'f9'; there are: none"],
  ['a site', ['fault', 'partition', 'mec-9'], "there is no site 'mec-9'; there are: mec-1, mec-2"],
  ['a site', ['measure', 'drain', 'mec-9', ...out], "there is no site 'mec-9'; there are: mec-1, mec-2"],
  ['a site', ['kubeconfig', 'mec-9'], "there is no site 'mec-9'; there are: mec-1, mec-2"],
  [
    'a site',
    ['measure', 'drain', 'mec-1', '--expect', 'mec-9', ...out],
    "there is no site 'mec-9'; there are: mec-1, mec-2, same, nobody",
  ],
  ['a service', ['fault', 'drain', 'mec-1/helo'], "mec-1 has no host or service 'helo'; it has: host-1, host-2, hello"],
  ['a service', ['client', 'mec-1/ran', '--service', 'helo'], "there is no service 'helo'; there are: hello"],
  ['a service', ['measure', 'drain', 'mec-1', '--service', 'helo', ...out], "there is no service 'helo'; there are: hello"],
  ['a port', ['client', 'mec-1/ran', '--service', 'hello', '--port', '99'], "hello has no port '99'; it has: 80/TCP"],
  ['a client network', ['client', 'moon'], `there is no client network 'moon'; there are: ${clients}`],
  [
    'a client network',
    ['measure', 'drain', 'mec-1', '--client', 'moon', ...out],
    `there is no client network 'moon'; there are: ${clients}`,
  ],
  [
    'a host',
    ['fault', 'host-power-off', 'mec-1/host-9'],
    "there is no host 'mec-1/host-9'; there are: mec-1/host-1, mec-1/host-2, mec-2/host-1",
  ],
  [
    'a router',
    ['fault', 'border-power-off', 'pe-1'],
    "there is no router 'pe-1'; there are: mec-1/border-1, mec-2/border-1, isp/pe-1",
  ],
  ['an exchange', ['fault', 'exchange-loss', 'ixp'], "there is no exchange 'ixp'; there are: ix"],
  [
    'an experiment',
    ['experiment', 'flood'],
    `there is no experiment 'flood'; there are: ${experiments.map(({ name }) => name).join(', ')}`,
  ],
  ['a cell', ['experiment', 'drain', '--cells', 'moon', ...out], "drain has no cell 'moon'; it has: drain"],
  ['a node', ['exec', 'moon'], `there is no node 'moon'; there are: ${nodes}`],
  ['a node', ['capture', 'moon', ...out], `there is no node 'moon'; there are: ${nodes}`],
  ['a site of a fleet', ['up', 'examples/minimal', '--sites', 'mec-9'], "there is no site 'mec-9'; there are: "],
])('%s of an unknown name is wrong usage, with all that there are: %j', async (_, args, message) => {
  expect(await said(args)).toEqual({ code: 2, text: expect.stringContaining(`error: ${message}`) });
});

test.each<[string, readonly string[], number, string]>([
  ['what is there is done', ['fault', 'drain', 'mec-1'], 0, 'f1: drain hello at mec-1'],
  ['what a level cannot do is a failure', ['fault', 'pod-delete', 'mec-1'], 1, 'pod-delete cannot be done at level routers'],
  ['what a level cannot do is a failure', ['kubeconfig', 'mec-1'], 1, 'at level routers sites are no clusters'],
])('%s, and no wrong usage: %j', async (_, args, code, message) => {
  expect(await said(args)).toEqual({ code, text: expect.stringContaining(message) });
});

test('no lab at all is a failure where none is named', async () => {
  process.env['ANYCAST_MEC_RUN'] = join(folder, 'none');
  expect(await said(['status'])).toEqual({ code: 1, text: expect.stringContaining('no lab runs; start one with') });
  expect(await said(['status', '--lab', 'a'])).toEqual({ code: 2, text: "error: there is no lab 'a'; there are: none" });
});
