import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import type { Mutant } from './instrument';
import { root } from './rooms';

/** Tells which mutants the compiler refuses. Such a one can never be built, so no test need see it. */
export class TypeCheck {
  private readonly service: ts.LanguageService;
  /** The one file that is not as it is on disk. */
  private changed: { readonly file: string; readonly text: string; readonly version: number } | undefined;
  private versions = 0;

  constructor() {
    const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (file) => ts.sys.readFile(file)) as { config: object };
    // Those that are mutated, and what they import, are enough.
    const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, root);
    const files = new Set<string>();
    const host: ts.LanguageServiceHost = {
      getCompilationSettings: () => options,
      getScriptFileNames: () => [...files],
      getScriptVersion: (file) => (this.isChanged(file) ? String(this.changed?.version) : '0'),
      getScriptSnapshot: (file) => {
        const text = this.isChanged(file) ? this.changed?.text : ts.sys.readFile(file);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => root,
      getDefaultLibFileName: ts.getDefaultLibFilePath,
      fileExists: ts.sys.fileExists.bind(ts.sys),
      readFile: ts.sys.readFile.bind(ts.sys),
      directoryExists: ts.sys.directoryExists.bind(ts.sys),
      getDirectories: ts.sys.getDirectories.bind(ts.sys),
    };
    this.service = ts.createLanguageService(host);
    this.watch = (file) => void files.add(file);
  }

  private readonly watch: (file: string) => void;

  private isChanged(file: string): boolean {
    return this.changed !== undefined && relative(root, file) === this.changed.file;
  }

  /** Whether the file has no error with this change. What others make of it is not looked at. */
  accepts({ file, start, end, replacement }: Mutant): boolean {
    const path = join(root, file);
    this.watch(path);
    const text = readFileSync(path, 'utf8');
    const changed = text.slice(0, start) + replacement + text.slice(end);
    this.changed = { file, text: changed, version: ++this.versions };
    const wrong = [...this.service.getSyntacticDiagnostics(path), ...this.service.getSemanticDiagnostics(path)];
    return wrong.every(({ code }) => unused.has(code));
  }
}

/** What is declared and not read any more: an error of style, which the instrumented code has, too, and does not change what it does. */
const unused = new Set([6133, 6138, 6192, 6196, 6198]);
