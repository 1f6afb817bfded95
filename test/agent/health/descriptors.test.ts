import { spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import { describeNeeding } from '../../real/network/requirements';

const script = join(__dirname, '../equipment/without-descriptors.ts');
const has = spawnSync('prlimit', ['--version']).status === 0;

describeNeeding('an agent without file descriptors', has ? undefined : 'prlimit (make packages)', () => {
  test('has no evidence against a healthy application by any kind of probe, and sees it again when it has some', async () => {
    const server = createServer((_, response) => response.end('fine'));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    const child = spawn('prlimit', ['--nofile=128', process.execPath, '--import', 'tsx', script, String(port)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const { without, again } = JSON.parse(await text(child.stdout));
    server.close();
    const classes = (found: Record<string, { class: string }>) =>
      Object.fromEntries(Object.entries(found).map(([kind, outcome]) => [kind, outcome.class]));
    expect(classes(without)).toEqual({ tcp: 'none', http: 'none', udp: 'none', dns: 'none', grpc: 'none', exec: 'none' });
    expect(without.tcp.reason).toBe('local EMFILE');
    expect(classes(again)).toMatchObject({ tcp: 'ok', http: 'ok', exec: 'ok' });
  }, 60_000);
});
