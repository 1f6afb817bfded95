import { spawn } from 'node:child_process';
import { rename } from 'node:fs/promises';
import { posix, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { BuildStep } from './build-step';
import type { ComponentFamily } from './catalogue';
import { componentsFolder, programsOf } from './catalogue';
import { ComponentError } from './component-error';
import type { ComponentEnvironment } from './environment';
import { goArguments, goEnvironment } from './go';

/**
 * Runs `go build` for a family, whose programs are in `folder` afterwards.
 *
 * @throws ComponentError with the last lines that Go said, and the remedy where the cause is known
 */
export async function runGoBuild(
  family: ComponentFamily,
  folder: string,
  environment: ComponentEnvironment,
  progress: (step: BuildStep) => void,
): Promise<void> {
  const packages = programsOf(family).flatMap((name) => family.packages[name] ?? []);
  let modules = 0;
  const fetched = (line: string) => {
    if (line.startsWith('go: downloading ')) progress({ family: family.name, state: 'fetch', modules: ++modules });
  };
  const listed = await go(family, ['list', '-deps', '-mod=readonly', '--', ...packages], environment, fetched);
  const of = listed.split('\n').length;
  let compiled = 0;
  const said = (line: string) => {
    fetched(line);
    // With -v Go says the path of each package that it compiles.
    if (/^[\w.~/-]+$/.test(line)) progress({ family: family.name, state: 'compile', packages: ++compiled, of });
  };
  await go(family, ['build', '-v', ...goArguments(family), '-o', `${folder}/`, '--', ...packages], environment, said);
  for (const name of programsOf(family)) {
    // Go names a program after the last part of its package's or module's path that is no version.
    const built = builtName(family, family.packages[name] ?? '');
    if (built !== name) await rename(join(folder, built), join(folder, name));
  }
}

function builtName(family: ComponentFamily, path: string): string {
  if (path === '.') return posix.basename(family.folder);
  const parts = path.split('/').filter((part) => !/^v\d+$/.test(part));
  return parts.at(-1) ?? path;
}

/** Runs Go in the folder of the family and returns what it wrote. */
async function go(
  family: ComponentFamily,
  args: readonly string[],
  environment: ComponentEnvironment,
  line: (text: string) => void,
): Promise<string> {
  const env = { ...process.env, ...environment, ...goEnvironment };
  // Go ends with its builder, not some minutes later.
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', 'go', ...args], {
    cwd: join(componentsFolder, family.folder),
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const out: string[] = [];
  const tail: string[] = [];
  createInterface({ input: child.stdout }).on('line', (text) => out.push(text));
  createInterface({ input: child.stderr }).on('line', (text) => {
    line(text);
    tail.push(text);
    if (tail.length > 20) tail.shift();
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  if (code !== 0) throw refusal(family, args[0] ?? '', tail);
  return out.join('\n');
}

function refusal(family: ComponentFamily, verb: string, tail: readonly string[]): ComponentError {
  const text = tail.filter((line) => !line.startsWith('go: downloading ')).join('\n');
  const remedy = /requires go >=/.test(text)
    ? 'install a later Go'
    : /dial tcp|i\/o timeout|no such host|proxyconnect|connection refused|TLS handshake|GOPROXY/i.test(text)
      ? 'the module proxy cannot be reached: set GOPROXY or HTTPS_PROXY, or name a folder that has the programs in ANYCAST_MEC_COMPONENTS'
      : /no space left/i.test(text)
        ? 'free about 7 GB below GOCACHE and GOMODCACHE (go env)'
        : 'see above';
  return new ComponentError(`go ${verb} failed for ${family.name} ${family.version}:\n${text}\nremedy: ${remedy}`);
}
