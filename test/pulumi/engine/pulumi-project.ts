import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { version } from '@pulumi/kubernetes/package.json';
import { install } from '../../cli/installed';
import type { EngineRequirements } from './requirements';

const house = join(__dirname, '../../..');

/** What a run of Pulumi's command gave. */
export interface PulumiRun {
  readonly code: number | null;
  readonly text: string;
}

/** A Pulumi project in a folder of its own, with the real engine, a state in files and no network. */
export class PulumiProject {
  public readonly folder = mkdtempSync(join(tmpdir(), 'pulumi-project-'));
  public readonly env: Record<string, string>;
  private readonly home = mkdtempSync(join(tmpdir(), 'pulumi-home-'));

  /** @param more of the environment of what is run in it */
  public constructor(
    requirements: EngineRequirements,
    files: Readonly<Record<string, string>>,
    more: Readonly<Record<string, string>> = {},
  ) {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, file)), { recursive: true });
      writeFileSync(join(this.folder, file), text);
    }
    install(this.folder);
    const bin = join(this.home, 'bin');
    mkdirSync(bin);
    for (const name of ['pulumi', 'pulumi-language-nodejs', 'kubectl'] as const)
      symlinkSync(requirements.program(name), join(bin, name));
    symlinkSync(
      join(house, 'node_modules/@pulumi/pulumi/pulumi-resource-pulumi-nodejs'),
      join(bin, 'pulumi-resource-pulumi-nodejs'),
    );
    if (requirements.realProvider === undefined) this.placeStandIn();
    else symlinkSync(requirements.realProvider, join(bin, 'pulumi-resource-kubernetes'));
    const state = join(this.home, 'state');
    mkdirSync(state);
    this.env = {
      PATH: [bin, dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter),
      HOME: this.home,
      PULUMI_HOME: this.home,
      PULUMI_BACKEND_URL: `file://${state}`,
      PULUMI_CONFIG_PASSPHRASE: 'test',
      PULUMI_SKIP_UPDATE_CHECK: 'true',
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
      PULUMI_DISABLE_REGISTRY_RESOLVE: 'true',
      PULUMI_CREDENTIAL_STORE: 'plaintext',
      PULUMI_SUPPRESS_NEO_LINK: 'true',
      PULUMI_SKIP_CONFIRMATIONS: 'true',
      ...more,
    };
  }

  /** Runs Pulumi's command, and waits for its end. */
  public pulumi(...args: string[]): Promise<PulumiRun> {
    return this.run('pulumi', '--non-interactive', '--color=never', ...args);
  }

  /** Runs a program in the project, and waits for its end. */
  public run(program: string, ...args: string[]): Promise<PulumiRun> {
    return new Promise((resolve, reject) => {
      const child = spawn(program, args, { cwd: this.folder, env: this.env, stdio: ['ignore', 'pipe', 'pipe'] });
      const parts: Buffer[] = [];
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => parts.push(part));
      child.on('error', reject);
      child.on('close', (code) => resolve({ code, text: Buffer.concat(parts).toString() }));
    });
  }

  /** Writes a file of the project anew. */
  public write(file: string, text: string): void {
    writeFileSync(join(this.folder, file), text);
  }

  public remove(): void {
    for (const folder of [this.folder, this.home]) rmSync(folder, { recursive: true, force: true });
  }

  /** The stand-in for the provider, where Pulumi looks for plugins. */
  private placeStandIn(): void {
    const folder = join(this.home, 'plugins', `resource-kubernetes-v${version}`);
    mkdirSync(folder, { recursive: true });
    const program = join(folder, 'pulumi-resource-kubernetes');
    const [tsx, main] = [
      join(house, 'node_modules/tsx/dist/cjs/index.cjs'),
      join(house, 'test/pulumi/stand-in-provider/main.ts'),
    ];
    writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' --require '${tsx}' '${main}' "$@"\n`);
    chmodSync(program, 0o755);
  }
}
