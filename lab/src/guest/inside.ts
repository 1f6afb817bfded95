import { spawn } from 'node:child_process';
import { createReadStream, openSync, readFileSync, readdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { commandPort } from './guest-plan';

/**
 * Runs in the guest: takes commands from the port, one JSON line each (`{"id":1,"command":["ip","link"]}`), and gives back their
 * output and exit codes as lines.
 */
function main(): void {
  const device = portDevice();
  const port = openSync(device, 'r+');
  const say = (line: object): void => {
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
    for (let sent = 0; sent < bytes.length;) sent += writeSync(port, bytes, sent);
  };
  createInterface(createReadStream(device, { fd: port, autoClose: false })).on('line', (line) => {
    const { id, command } = JSON.parse(line) as { id: number; command: [string, ...string[]] };
    const [program, ...args] = command;
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.setEncoding('utf8').on('data', (text: string) => say({ id, stream: 'out', text }));
    child.stderr.setEncoding('utf8').on('data', (text: string) => say({ id, stream: 'err', text }));
    child.once('error', (error) => {
      say({ id, stream: 'err', text: `${program}: ${error.message}\n` });
      say({ id, code: 127 });
    });
    child.once('close', (code) => {
      if (child.pid !== undefined) say({ id, code: code ?? 128 });
    });
  });
  say({ ready: true });
}

/** Without udev no device is called by its port's name. */
function portDevice(): string {
  const ports = '/sys/class/virtio-ports';
  const found = readdirSync(ports).find((entry) => readFileSync(join(ports, entry, 'name'), 'utf8').trim() === commandPort);
  if (found === undefined) throw new Error(`no virtio port is called ${commandPort}`);
  return join('/dev', found);
}

main();
