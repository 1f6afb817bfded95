import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { ExitCode } from '../command';
import { chosenLab, withLab } from '../chosen-lab';
import type { LabOption } from '../chosen-lab';
import { entrance } from '../entrance';
import type { Terminal } from '../terminal';

interface Options extends LabOption {
  readonly interface: string;
  readonly out: string;
  readonly files: string;
  readonly size: string;
}

/** `capture`: tcpdump into a ring of files until Ctrl-C. */
export function declare(command: Command, terminal: Terminal) {
  withLab(command)
    .argument('<node>', 'the node')
    .argument('[filter...]', 'what tcpdump is to keep, such as port 179')
    .option('--interface <name>', 'one interface; default all', 'any')
    .option('--out <folder>', 'folder of the files', 'captures')
    .option('--files <number>', 'number of files in the ring', '5')
    .option('--size <MB>', 'size of each, millions of bytes', '10');
  return async (node: string, filter: string[], options: Options): Promise<ExitCode> => {
    const folder = resolve(options.out);
    mkdirSync(folder, { recursive: true });
    if (process.getuid?.() === 0) chmodSync(folder, 0o755);
    const file = join(folder, `${node.replaceAll('/', '.')}.pcap`);
    const [program = '', ...args] = [
      ...(await entrance(chosenLab(options), node, true)),
      ...[
        'tcpdump',
        '-n',
        '-U',
        '-i',
        options.interface,
        '-w',
        file,
        '-W',
        options.files,
        '-C',
        options.size,
        '-Z',
        'root',
        ...filter,
      ],
    ];
    terminal.err(`recording ${node} into ${file}*; Ctrl-C ends it`);
    const child = spawn(program, args, { stdio: 'inherit' });
    const stop = () => child.kill('SIGINT');
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
    const code = await new Promise<number>((done, reject) => {
      child.once('error', reject);
      child.once('exit', (status) => done(status ?? 1));
    });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop);
    return code === 0 ? 0 : 1;
  };
}
