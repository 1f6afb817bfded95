import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { metallbVersion } from '../../lib/metallb';

/** Upstream's manifests, from MetalLB's Go module: they are never part of this project. */
export const upstream: { readonly folder: string; readonly missing?: string } = (() => {
  try {
    const answer = execFileSync('go', ['mod', 'download', '-json', `go.universe.tf/metallb@v${metallbVersion}`], {
      cwd: tmpdir(),
      encoding: 'utf8',
      stdio: 'pipe',
    });
    const { Dir } = JSON.parse(answer) as { Dir: string };
    return { folder: join(Dir, 'config', 'manifests') };
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return { folder: '', missing: `the Go module of MetalLB (${why})` };
  }
})();
