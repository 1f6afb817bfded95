import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Modules } from './modules';

describe('modules with mutants', () => {
  const folder = mkdtempSync(join(tmpdir(), 'modules-'));
  const [suite, code] = [join(folder, 'suite.ts'), join(folder, 'code.ts')];
  beforeAll(() => {
    writeFileSync(code, 'export const made = Symbol();');
    writeFileSync(suite, "export { made } from './code'; export const own = Symbol();");
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const load = (modules: Modules) => modules.load(suite) as { made: symbol; own: symbol };

  test('are the same for all who load them, and others for the next mutant', () => {
    const modules = new Modules({});
    expect(load(modules)).toBe(load(modules));
    expect(load(new Modules({})).made).not.toBe(load(modules).made);
  });

  test('let a suite tell its tests a second time, without loading the code again', () => {
    const modules = new Modules({});
    const first = load(modules);
    const second = modules.loadAgain(suite) as typeof first;
    expect(second.own).not.toBe(first.own);
    expect(second.made).toBe(first.made);
  });

  test('know the names that jest knows', () => {
    const named = join(folder, 'named.ts');
    writeFileSync(named, "export { milliseconds } from 'anycast-mec/contract';");
    expect(Object.keys(new Modules({}).load(named))).toEqual(['milliseconds']);
  });
});
