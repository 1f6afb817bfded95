import { execFile } from 'node:child_process';
import type { ComponentFamily } from './catalogue';

/** What the Go command must not take from the user's environment, for the same sources to make the same programs. */
export const goEnvironment = {
  // No C compiler needed, and programs without libraries, which images can hold alone.
  CGO_ENABLED: '0',
  // The Go that is installed or a clear refusal, no download of another one.
  GOTOOLCHAIN: 'local',
  GOFLAGS: '',
  GOWORK: 'off',
} as const;

/** Arguments of `go build` that shape the programs of a family. */
export function goArguments(family: ComponentFamily): string[] {
  const stamps = Object.entries(family.stamps).map(([variable, value]) => `-X ${variable}=${value}`);
  // Profile-guided optimisation would compile the standard library once for each program.
  const tags = family.tags ? ['-tags', family.tags.join(',')] : [];
  return ['-trimpath', '-buildvcs=false', '-pgo=off', '-mod=readonly', ...tags, '-ldflags', ['-s', '-w', ...stamps].join(' ')];
}

/** Version of the Go that is installed, such as `go1.26.8`; undefined without Go. */
export async function goVersion(path = process.env['PATH']): Promise<string | undefined> {
  return new Promise((resolve) => {
    const env = { ...process.env, ...goEnvironment, PATH: path };
    execFile('go', ['env', 'GOVERSION'], { env }, (error, stdout) => resolve(error ? undefined : stdout.trim() || undefined));
  });
}
