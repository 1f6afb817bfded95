import { join } from 'node:path';
import ts from 'typescript';

const house = join(__dirname, '../..');

/** The programs that stand in a document as ```ts blocks. */
export function snippetsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^```ts\n(.*?)^```$/gms)].map((match) => match[1] ?? '');
}

/** What the compiler says of programs, each as if it stood in a project that has `anycast-mec` installed. */
export function compiled(snippets: readonly string[]): string[] {
  const config = ts.readConfigFile(join(house, 'tsconfig.json'), (file) => ts.sys.readFile(file));
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, house);
  const files = new Map(snippets.map((text, index) => [join(house, 'docs', `snippet-${index + 1}.ts`), text]));
  const host = ts.createCompilerHost({ ...options, noUnusedLocals: false });
  const [read, exists] = [host.readFile.bind(host), host.fileExists.bind(host)];
  host.readFile = (file) => files.get(file) ?? read(file);
  host.fileExists = (file) => files.has(file) || exists(file);
  const source = host.getSourceFile.bind(host);
  host.getSourceFile = (file, ...rest) => {
    const text = files.get(file);
    return text === undefined ? source(file, ...rest) : ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  };
  const program = ts.createProgram(
    [...files.keys()],
    { ...options, noUnusedLocals: false, declaration: false, sourceMap: false },
    host,
  );
  return [...files.keys()]
    .flatMap((file) => ts.getPreEmitDiagnostics(program, program.getSourceFile(file)))
    .map(
      (problem) =>
        `${problem.file?.fileName.slice(house.length + 1) ?? ''}: ${ts.flattenDiagnosticMessageText(problem.messageText, '\n')}`,
    );
}
