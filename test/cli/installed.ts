import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const house = join(__dirname, '../..');
let built: string | undefined;

/** The package as it is published, compiled once for all tests of a file. */
function published(): string {
  if (built !== undefined) return built;
  built = mkdtempSync(join(tmpdir(), 'anycast-mec-package-'));
  const tsc = join(house, 'node_modules/typescript/bin/tsc');
  const args = [tsc, '-p', join(house, 'tsconfig.build.json'), '--outDir', join(built, 'build'), '--sourceMap', 'false'];
  const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  for (const name of ['package.json', 'schemas']) cpSync(join(house, name), join(built, name), { recursive: true });
  if (!readdirSync(join(built, 'build')).length) throw new Error(stdout);
  return built;
}

/** Gives a folder a node_modules as `npm install` would: this package as it is published, and everything that it is developed with. */
export function install(folder: string): void {
  const modules = join(folder, 'node_modules');
  mkdirSync(modules, { recursive: true });
  for (const name of readdirSync(join(house, 'node_modules'))) {
    if (name !== 'anycast-mec' && name !== '@anycast-mec') symlinkSync(join(house, 'node_modules', name), join(modules, name));
  }
  cpSync(published(), join(modules, 'anycast-mec'), { recursive: true });
}

/** Removes what was compiled. */
export function uninstall(): void {
  if (built !== undefined) rmSync(built, { recursive: true });
  built = undefined;
}
