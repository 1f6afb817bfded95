import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Programs that a control plane needs. */
const needed = ['etcd', 'kube-apiserver'] as const;

/** Paths of the programs, or why there are none. */
export type Components =
  { readonly etcd: string; readonly apiserver: string; readonly kubectl?: string } | { readonly missing: string };

let known: Components | undefined;

/** Finds the programs: folders named in the environment first, then those that `make components` built. */
export function components(): Components {
  known ??= find();
  return known;
}

/** Why tests with a real API server cannot run here; undefined: they can. */
export function missingComponents(): string | undefined {
  const found = components();
  if ('missing' in found) return found.missing;
  return process.getuid?.() === 0 ? undefined : 'root (addresses of its own)';
}

function find(): Components {
  for (const folder of [process.env['ANYCAST_MEC_COMPONENTS'], process.env['KUBEBUILDER_ASSETS']]) {
    if (folder && needed.every((name) => existsSync(join(folder, name)))) {
      return { etcd: join(folder, 'etcd'), apiserver: join(folder, 'kube-apiserver'), kubectl: join(folder, 'kubectl') };
    }
  }
  return built();
}

/** The lab knows where it builds them; its answer is asynchronous, and tests are declared at once, so another process asks. */
function built(): Components {
  const ask = `import('./lab/src/components/index.ts').then((all) => (all.componentSet ?? all.default.componentSet)()).then((set) => console.log(JSON.stringify([...set.have])))`;
  const run = spawnSync(process.execPath, ['--import', 'tsx', '-e', ask], { cwd: join(__dirname, '../../..'), encoding: 'utf8' });
  const paths = new Map<string, string>(run.status === 0 ? (JSON.parse(run.stdout.trim() || '[]') as [string, string][]) : []);
  const [etcd, apiserver, kubectl] = ['etcd', 'kube-apiserver', 'kubectl'].map((name) => paths.get(name));
  if (etcd === undefined || apiserver === undefined) return { missing: "etcd and kube-apiserver ('make components')" };
  return { etcd, apiserver, ...(kubectl !== undefined && { kubectl }) };
}
