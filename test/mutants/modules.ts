import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { compileFunction } from 'node:vm';
import { transformSync } from '@swc/core';
import type { Options } from '@swc/core';
import fc from 'fast-check';
import { root } from './rooms';

const jestConfig = createRequire(__filename)('../../jest.config.cjs') as {
  readonly transform: Readonly<Record<string, [string, Options]>>;
  readonly moduleNameMapper: Readonly<Record<string, string>>;
};
const [, swc] = Object.values(jestConfig.transform)[0] ?? [];
const names = Object.entries(jestConfig.moduleNameMapper).map(
  ([pattern, file]) => [new RegExp(pattern), file.replace('<rootDir>', root)] as const,
);

type Body = (
  exports: object,
  require: (name: string) => unknown,
  module: { exports: object },
  file: string,
  folder: string,
) => void;

/** Most draws of a property against one mutant: it is run against thousands. */
const draws = 40;

/** fast-check with few draws. */
const fewDraws = (() => {
  const limited = (options?: fc.Parameters<unknown>) => ({ ...options, numRuns: Math.min(options?.numRuns ?? draws, draws) });
  const few: typeof fc = {
    ...fc,
    assert: ((property: fc.IProperty<unknown>, options?: fc.Parameters<unknown>) =>
      fc.assert(property, limited(options))) as typeof fc.assert,
    check: ((property: fc.IProperty<unknown>, options?: fc.Parameters<unknown>) =>
      fc.check(property, limited(options))) as typeof fc.check,
  };
  return { __esModule: true, ...few, default: few };
})();

const compiled = new Map<string, Body>();

/** The code of a file as a function of its module, made once for this process. */
function bodyOf(file: string, code: string | undefined): Body {
  const key = code === undefined ? file : `${file} with mutants`;
  const known = compiled.get(key);
  if (known) return known;
  const { code: plain } = transformSync(code ?? readFileSync(file, 'utf8'), {
    ...swc,
    filename: file,
    swcrc: false,
    sourceMaps: false,
  });
  const body = compileFunction(plain, ['exports', 'require', 'module', '__filename', '__dirname'], { filename: key }) as Body;
  compiled.set(key, body);
  return body;
}

const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile();
const resolved = new Map<string, string>();

function fileOf(name: string, from: string): string | undefined {
  const mapped = names.find(([pattern]) => pattern.test(name))?.[1];
  if (mapped) return mapped;
  if (!name.startsWith('.')) return undefined;
  const path = join(dirname(from), name);
  const known = resolved.get(path);
  if (known) return known;
  const found = [path, `${path}.ts`, join(path, 'index.ts')].find(isFile);
  if (found) resolved.set(path, found);
  return found;
}

/**
 * Modules of ours, made anew for each mutant, so that no state of one is seen by the next. Packages are loaded once for the whole process:
 * loading them is what costs.
 */
export class Modules {
  private readonly loaded = new Map<string, { exports: object }>();

  /** @param mutants code with mutants, by path below the root; all other files are as they are */
  constructor(private readonly mutants: Readonly<Record<string, string>>) {}

  /** Loads a file again, though it was loaded before: a suite tells its tests when it is loaded. */
  loadAgain(file: string): object {
    this.loaded.delete(file);
    return this.load(file);
  }

  /** Loads a file, given as an absolute path. */
  load(file: string): object {
    const known = this.loaded.get(file);
    if (known) return known.exports;
    const module = { exports: {} };
    this.loaded.set(file, module);
    const native = createRequire(file);
    const require = (name: string): unknown => {
      const ours = fileOf(name, file);
      if (name === 'fast-check') return fewDraws;
      return ours?.endsWith('.ts') ? this.load(ours) : native(name);
    };
    bodyOf(file, this.mutants[relative(root, file)])(module.exports, Object.assign(require, native), module, file, dirname(file));
    return module.exports;
  }
}
