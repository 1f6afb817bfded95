import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { must } from '../network/run';

/** A kernel of Debian's with its modules, unpacked into the user's cache; nothing of it is installed. */
export interface DebianKernel {
  /** As `uname -r` gives it. */
  readonly version: string;
  /** Path of the bootable image. */
  readonly image: string;
  /** Paths of all modules by their name, with `_` where a file has `-`. */
  readonly modules: ReadonlyMap<string, string>;
}

/** Meta package that depends on Debian's present kernel. */
const metaPackage = 'linux-image-amd64';

/**
 * Debian's present kernel; downloaded by apt and unpacked on the first call.
 *
 * @param cache folder for kernels; made if it is not there
 * @throws Error if the package cannot be had
 */
export async function debianKernel(cache: string): Promise<DebianKernel> {
  const name = await kernelPackage();
  const folder = join(cache, name);
  if (!existsSync(folder)) await unpack(name, cache, folder);
  const version = readdirSync(join(folder, 'lib/modules'))[0];
  if (version === undefined) throw new Error(`${folder} holds no kernel modules; remedy: remove the folder and try again`);
  const modulesFolder = join(folder, 'lib/modules', version);
  const files = readdirSync(modulesFolder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ko'));
  return {
    version,
    image: join(folder, 'boot', `vmlinuz-${version}`),
    modules: new Map(files.map((file) => [moduleName(file), join(modulesFolder, file)])),
  };
}

function moduleName(file: string): string {
  return file.replace(/^.*\//, '').replace(/\.ko$/, '').replaceAll('-', '_');
}

async function kernelPackage(): Promise<string> {
  const said = await must('apt-cache', ['depends', metaPackage]).catch(() => '');
  const name = /Depends: (linux-image-\S+)/.exec(said)?.[1];
  if (name === undefined) {
    throw new Error(`apt knows no kernel (${metaPackage}); remedy: apt-get update, then the same command again`);
  }
  return name;
}

/** Unpacks beside the place and renames, so that a killed run leaves no half kernel there. */
async function unpack(name: string, cache: string, folder: string): Promise<void> {
  mkdirSync(cache, { recursive: true });
  const staging = mkdtempSync(join(cache, 'unpacking-'));
  try {
    await must('apt-get', ['-q', '-o', 'APT::Sandbox::User=root', 'download', name], { cwd: staging });
    const file = readdirSync(staging).find((entry) => entry.endsWith('.deb'));
    if (file === undefined) throw new Error(`apt-get download ${name} brought no package`);
    await must('dpkg-deb', ['-x', join(staging, file), join(staging, 'unpacked')]);
    renameSync(join(staging, 'unpacked'), folder);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}
