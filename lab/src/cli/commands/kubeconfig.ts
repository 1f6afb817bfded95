import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import type { KubeconfigAnswer } from '../../keeper/calls/kubeconfig';
import { chosenLab, withLab } from '../chosen-lab';
import type { LabOption } from '../chosen-lab';
import type { ExitCode } from '../command';
import { UsageError } from '../../usage/usage-error';
import { openWay } from '../kubeconfig';
import type { Terminal } from '../terminal';

interface Options extends LabOption {
  readonly listen?: number;
}

/** `kubeconfig`: prints one, keeps a way open, or runs a command with one. */
export function declare(command: Command, terminal: Terminal) {
  withLab(command)
    .argument('<site>', 'the site, such as mec-1')
    .argument('[command...]', 'is run with KUBECONFIG set, and a way to the API server')
    .option('--listen <port>', 'keep the API server at this port of 127.0.0.1, until Ctrl-C; 0: a free one', portOf)
    .passThroughOptions()
    .addHelpText(
      'after',
      `
Without a command or --listen it prints a kubeconfig for programs inside of the lab.
Examples:
  anycast-mec lab kubeconfig mec-1 -- kubectl get pods -A
  anycast-mec lab kubeconfig --listen 16443 mec-1 > mec-1.kubeconfig`,
    );
  return async (site: string, words: string[], options: Options): Promise<ExitCode> => {
    if (words[0]?.startsWith('-') && words[0] !== '--')
      throw new UsageError(`put options before the site, and -- before a command: kubeconfig ${site} -- ${words.join(' ')}`);
    const lab = chosenLab(options);
    const [program, ...args] = words[0] === '--' ? words.slice(1) : words;
    if (program === undefined && options.listen === undefined) {
      terminal.out(((await lab.call('kubeconfig', { site })) as KubeconfigAnswer).kubeconfig.trimEnd());
      return 0;
    }
    const way = await openWay(lab, site, options.listen);
    try {
      if (program !== undefined) return await runWith(way.kubeconfig, program, args);
      terminal.out(way.kubeconfig.trimEnd());
      terminal.err(`the API server of ${site} is at 127.0.0.1:${way.port} until Ctrl-C`);
      await new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
      return 0;
    } finally {
      way.close();
    }
  };
}

async function runWith(kubeconfig: string, program: string, args: readonly string[]): Promise<ExitCode> {
  const folder = mkdtempSync(join(tmpdir(), 'anycast-mec-'));
  const file = join(folder, 'kubeconfig');
  writeFileSync(file, kubeconfig, { mode: 0o600 });
  // The terminal gives Ctrl-C to both: it is meant for the command.
  const ignore = () => undefined;
  process.on('SIGINT', ignore);
  try {
    return await new Promise((resolve, reject) => {
      const child = spawn(program, [...args], { stdio: 'inherit', env: { ...process.env, KUBECONFIG: file } });
      child.once('error', reject).once('exit', (code) => resolve(code === 0 ? 0 : 1));
    });
  } finally {
    process.off('SIGINT', ignore);
    rmSync(folder, { recursive: true, force: true });
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new InvalidArgumentError('allowed is a port from 0 to 65535.');
  return port;
}
