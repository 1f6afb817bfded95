import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { MecApp } from './mec-app';
import type { Fleet } from '../fleet';
import { placeholderSecrets, secretsFrom } from '../routers';
import { chosenSites } from './site-choice';

/** How a fleet is to be made. */
export interface SynthRequest {
  readonly outdir: string;
  /** @default - all sites */
  readonly sites?: readonly string[];
  readonly force?: boolean;
  /** Whether router files hold the secrets, or a placeholder. */
  readonly secrets: 'require' | 'placeholder';
}

const cdk8sConfig = z.object({ app: z.string().min(1) });

/**
 * Makes a fleet's output: by the program that a cdk8s.yaml beside the fleet names, as cdk8s does; else everything that the fleet describes.
 *
 * @throws FleetError if the fleet is wrong; Error if the program fails
 */
export function synthesize(file: string, fleet: Fleet, request: SynthRequest, warn: (message: string) => void): void {
  chosenSites(fleet, request.sites);
  const folder = dirname(resolve(file));
  const app = programOf(folder);
  if (app === undefined) {
    new MecApp(fleet, undefined, {
      outdir: request.outdir,
      ...(request.sites && { sites: request.sites }),
      secrets: request.secrets === 'placeholder' ? placeholderSecrets : secretsFrom(folder),
      force: request.force ?? false,
      onWarning: warn,
    }).synth();
    return;
  }
  runProgram(app, folder, request);
}

/** The command of a program beside the fleet. */
function programOf(folder: string): string | undefined {
  const file = join(folder, 'cdk8s.yaml');
  if (!existsSync(file)) return undefined;
  const config = cdk8sConfig.safeParse(parse(readFileSync(file, 'utf8')));
  if (!config.success) throw new Error(`${file} names no program; remedy: app: npx tsx mec.ts`);
  return config.data.app;
}

function runProgram(app: string, folder: string, request: SynthRequest): void {
  // A command line of the operator's own cdk8s.yaml: as cdk8s, the shell runs it. Nothing of the fleet is part of it.
  const { status, error, signal } = spawnSync(app, {
    cwd: folder,
    shell: true,
    stdio: ['ignore', process.stderr, 'inherit'],
    env: {
      ...process.env,
      CDK8S_OUTDIR: '',
      ANYCAST_MEC_OUTDIR: resolve(request.outdir),
      ANYCAST_MEC_SITES: request.sites?.join(',') ?? '',
      ANYCAST_MEC_SECRETS: request.secrets,
      ANYCAST_MEC_FORCE: request.force ? '1' : '',
    },
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`the program '${app}' in ${folder} failed (${signal ?? `exit code ${status}`})`);
}
