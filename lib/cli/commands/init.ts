import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { ExitCode } from '../command';
import { starterFiles } from '../starter';
import type { Terminal } from '../terminal';
import { version } from '../version';

/** `init`: a starter project; overwrites nothing. */
export function declare(command: Command, terminal: Terminal) {
  command.argument('[folder]', 'where to write it', '.');
  return (folder: string): ExitCode => {
    const files = starterFiles(version());
    const there = Object.keys(files).filter((file) => existsSync(join(folder, file)));
    if (there.length) throw new Error(`nothing was written: ${folder} holds ${there.join(', ')} already`);
    mkdirSync(folder, { recursive: true });
    for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text, { flag: 'wx' });
    terminal.out(`Wrote to ${folder}: ${Object.keys(files).join(', ')}.`);
    terminal.out(
      `Next: npm install, npm test, edit fleet.yaml; then pulumi stack init mec-1 && pulumi preview, or anycast-mec synth.`,
    );
    return 0;
  };
}
