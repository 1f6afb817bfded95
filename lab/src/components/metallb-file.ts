import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { componentsFolder, versions } from './catalogue';
import { ComponentError } from './component-error';

/**
 * Path of a file that MetalLB ships as it is, such as an install manifest: beside the programs that ANYCAST_MEC_COMPONENTS names, else in
 * its Go module, which is fetched if it is not there.
 *
 * @param path in the module, such as `config/manifests/metallb-frr.yaml`
 * @throws ComponentError if it cannot be had
 */
export async function metallbFile(path: string): Promise<string> {
  const name = basename(path);
  const given = process.env['ANYCAST_MEC_COMPONENTS'];
  if (given && existsSync(join(given, name))) return join(given, name);
  const module = `go.universe.tf/metallb@v${versions.metallb}`;
  try {
    const folder = join(componentsFolder, 'modules', 'metallb');
    const { stdout } = await promisify(execFile)('go', ['mod', 'download', '-json', module], { cwd: folder });
    const { Dir } = JSON.parse(stdout) as { Dir: string };
    return join(Dir, path);
  } catch (error) {
    throw new ComponentError(
      `MetalLB's ${name}: 'go mod download ${module}' failed (${String(error)}); remedy: put ${name} of MetalLB ${versions.metallb} into the folder that ANYCAST_MEC_COMPONENTS names`,
    );
  }
}
