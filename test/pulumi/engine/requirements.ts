import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { ComponentName } from '../../../lab/src/components';
import { describeNeeding } from '../../real/network/requirements';
import { upstream } from '../../constructs/upstream-metallb';

const house = join(__dirname, '../../..');
const controlPlane: readonly ComponentName[] = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kubectl'];
const engine: readonly ComponentName[] = ['pulumi', 'pulumi-language-nodejs'];

/** The programs that the tests with the real engine run, and what is missing. */
export interface EngineRequirements {
  readonly missing: string | undefined;
  /** @throws Error if it is not there */
  readonly program: (name: ComponentName) => string;
  /** A real provider, if there is one on PATH. */
  readonly realProvider: string | undefined;
}

/** Looks for them: built by `make components`, or in the folder that ANYCAST_MEC_COMPONENTS names. */
export function engineRequirements(needed: readonly ComponentName[] = [...controlPlane, ...engine]): EngineRequirements {
  // Tests are declared without waiting, so another process looks.
  const list = [join(house, 'node_modules/tsx/dist/cli.mjs'), join(house, 'lab/src/components/main.ts'), '--list', '--json'];
  const told = spawnSync(process.execPath, list, { encoding: 'utf8' }).stdout;
  const have = new Map(Object.entries((JSON.parse(told) as { have: Record<string, string> }).have));
  const absent: string[] = needed.filter((name) => !have.has(name));
  if (upstream.missing !== undefined) absent.push(upstream.missing);
  const realProvider = (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'pulumi-resource-kubernetes'))
    .find((file) => existsSync(file));
  return {
    missing: absent.length
      ? `${absent.join(', ')} (npx tsx lab/src/components/main.ts pulumi pulumi-language-nodejs builds the engine)`
      : undefined,
    realProvider,
    program: (name) => {
      const path = have.get(name);
      if (path === undefined) throw new Error(`${name} is missing`);
      return path;
    },
  };
}

/** `describe` with a real API server and without the engine, or a loud skip. */
export function describeApiServer(name: string, body: (requirements: EngineRequirements) => void): void {
  const requirements = engineRequirements(controlPlane);
  describeNeeding(`${name} (real API server, no engine)`, requirements.missing, () => body(requirements));
}

/** `describe` with the real engine, or a loud skip. */
export function describeEngine(name: string, body: (requirements: EngineRequirements) => void): void {
  const requirements = engineRequirements();
  const provider = requirements.realProvider === undefined ? 'the stand-in provider' : requirements.realProvider;
  describeNeeding(`${name} (real engine, real API server, ${provider})`, requirements.missing, () => body(requirements));
}
