import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Argument, Option } from 'commander';
import type { Command } from 'commander';
import { checkVendored } from '../../metallb/vendored';
import { manifestSha256, metallbVersion } from '../../metallb/versions';
import type { MetalLBMode } from '../../metallb/versions';
import type { ExitCode } from '../command';
import type { Terminal } from '../terminal';
import { UsageError } from '../usage-error';

interface Options {
  readonly from: string;
  readonly mode: MetalLBMode;
  readonly out: string;
}

/** How long a download may take, ms. */
const downloadMs = 60_000;

/** `vendor metallb`: brings the upstream manifest into the operator's repository, if its checksum is the pinned one. */
export function declare(command: Command, terminal: Terminal) {
  command
    .addArgument(new Argument('<what>', 'what to bring').choices(['metallb']))
    .requiredOption('--from <source>', 'https URL, file, or folder of the upstream source (such as the Go module)')
    .addOption(new Option('--mode <mode>', 'which manifest of a folder').choices(Object.keys(manifestSha256)).default('native'))
    .option('--out <folder>', 'where to put it', 'vendor');
  return async (_what: string, { from, mode, out }: Options): Promise<ExitCode> => {
    const text = await sourceText(from, mode);
    const found = checkVendored(text);
    const file = join(out, `metallb-${found.mode}-${found.version}.yaml`);
    if (existsSync(file) && readFileSync(file, 'utf8') === text) {
      terminal.out(`${file} is there already (SHA-256 ${found.sha256})`);
      return 0;
    }
    mkdirSync(dirname(file), { recursive: true });
    // With `wx` what somebody changed is not overwritten.
    writeFileSync(file, text, { flag: 'wx' });
    terminal.out(`${file}: MetalLB ${found.version}, ${found.mode} mode, SHA-256 ${found.sha256} as pinned`);
    terminal.out(`Use it: new MetalLBPeering(mec, 'peering', { install: { manifest: '${file}' } })`);
    return 0;
  };
}

async function sourceText(from: string, mode: MetalLBMode): Promise<string> {
  if (/^https?:\/\//.test(from)) {
    const response = await fetch(from, { signal: AbortSignal.timeout(downloadMs) });
    if (!response.ok) throw new Error(`${from}: ${response.status} ${response.statusText}`);
    return response.text();
  }
  const stat = statSync(from, { throwIfNoEntry: false });
  if (!stat) throw new UsageError(`there is no file or folder ${from}`);
  if (!stat.isDirectory()) return readFileSync(from, 'utf8');
  const name = `metallb-${mode}.yaml`;
  const file = [join(from, 'config', 'manifests', name), join(from, name)].find((candidate) => existsSync(candidate));
  if (file === undefined)
    throw new UsageError(`${from} holds neither config/manifests/${name} nor ${name} (of MetalLB ${metallbVersion})`);
  return readFileSync(file, 'utf8');
}
