import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import semver from 'semver';

const house = join(__dirname, '../..');
const read = (file: string) => JSON.parse(readFileSync(join(house, file), 'utf8'));
const own = read('package.json');
const lock = read('package-lock.json');

/** The packages that an operator installs with us and whose `engines` exclude a version of Node. */
function unfit(packages: Readonly<Record<string, { engines?: { node?: string }; dev?: boolean }>>, node: string): string[] {
  return Object.entries(packages)
    .filter(
      ([name, { engines, dev }]) => name !== '' && !dev && engines?.node !== undefined && !semver.satisfies(node, engines.node),
    )
    .map(([name]) => name);
}

/** Whether a program that requires a package gets an ECMAScript module. */
function isEcmaScriptOnly(name: string, from = house): boolean {
  const folder = [join(from, 'node_modules', name), join(house, 'node_modules', name)].find((place) => existsSync(place)) ?? '';
  const { type, main, exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const entry = exports?.['.'] ?? exports ?? main ?? 'index.js';
  const required = typeof entry === 'string' ? entry : (entry.require ?? entry.node ?? entry.default);
  const file: string = typeof required === 'string' ? required : (required.default ?? '');
  return type === 'module' && !file.endsWith('.cjs');
}

describe('the package', () => {
  test('needs nothing newer than the oldest Node it promises', () => {
    const oldest = semver.minVersion(own.engines.node)?.version ?? '';
    expect(oldest).toBe('20.19.0');
    expect(unfit(lock.packages, oldest)).toEqual([]);
  });

  test('would notice a dependency that does', () => {
    expect(unfit({ 'node_modules/new': { engines: { node: '>=22' } } }, '20.19.0')).toEqual(['node_modules/new']);
  });

  test('loads nothing that jest of an operator could not: no dependency is of ECMAScript modules alone', () => {
    // Imported when a picture is drawn.
    const imported = ['@hpcc-js/wasm-graphviz'];
    const names = Object.keys(own.dependencies);
    expect(names.filter((name) => isEcmaScriptOnly(name))).toEqual(imported);
  });

  test('would notice one that is', () => expect(isEcmaScriptOnly('p-limit', join(house, 'lab'))).toBe(true));

  /** Dependencies of a package, ours aside, whose version is no single one. */
  const loose = ({ dependencies, devDependencies }: Record<'dependencies' | 'devDependencies', Record<string, string>>) =>
    Object.entries({ ...dependencies, ...devDependencies })
      .filter(([name, version]) => name !== 'anycast-mec' && !/^\d+\.\d+\.\d+$/.test(version))
      .map(([name, version]) => `${name} ${version}`);

  test.each(['', 'agent', 'lab'])('pins what it runs and is developed with: %j', (folder) => {
    const { dependencies, ...rest } = read(join(folder, 'package.json'));
    expect(Object.keys(dependencies)).not.toEqual([]);
    expect(loose({ dependencies, ...rest })).toEqual([]);
  });

  test('would notice a range', () => {
    expect(loose({ dependencies: { a: '1.2.3', b: '^1.0.0' }, devDependencies: { c: '*' } })).toEqual(['b ^1.0.0', 'c *']);
  });

  test('exports only what the build and the repository have', () => {
    const targets = Object.values<string | Record<string, string>>(own.exports)
      .flatMap((target) => (typeof target === 'string' ? [target] : Object.values(target)))
      .filter((target) => !target.includes('*'));
    const source = (target: string) => target.replace(/^\.\/build\/(.*?)(\.d\.ts|\.js)$/, './lib/$1.ts');
    expect(targets.length).toBeGreaterThan(3);
    for (const target of targets) expect([target, existsSync(join(house, source(target)))]).toEqual([target, true]);
  });
});
