import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A source file with its length. */
export interface SourceFile {
  readonly file: string;
  readonly lines: number;
}

/** The TypeScript files of some folders, with their lengths. */
export function sourceFiles(folders: readonly string[]): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(folder, name))
      .map((file) => ({ file, lines: readFileSync(file, 'utf8').split('\n').length - 1 })),
  );
}

/** The files that are longer than allowed. */
export function tooLong(files: readonly SourceFile[], most: number): SourceFile[] {
  return files.filter(({ lines }) => lines > most);
}

/** The folders that hold more files than allowed. */
export function tooFull(files: readonly SourceFile[], most: number): { folder: string; files: number }[] {
  const counts = new Map<string, number>();
  for (const { file } of files) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  return [...counts].filter(([, count]) => count > most).map(([folder, count]) => ({ folder, files: count }));
}

/** Code without its comments: a doc comment may name a default. */
export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
}
