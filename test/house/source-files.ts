import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

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

/** The middle length. */
export function medianLines(files: readonly SourceFile[]): number {
  const lengths = files.map(({ lines }) => lines).sort((a, b) => a - b);
  return lengths[Math.floor(lengths.length / 2)] ?? 0;
}

/** Code without its comments: a doc comment may name a default. */
export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
}
