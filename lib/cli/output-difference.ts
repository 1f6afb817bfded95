import { parseAllDocuments } from 'yaml';
import type { WrittenFile } from '../synth/output/written-files';
import { semanticDiff } from '../testing/semantic-diff';

/**
 * How two sets of files of one owner differ in meaning, one line each: the objects of its manifests whatever file and order they stand in,
 * the statements of its router files without comments. Passwords are never shown, nor compared.
 */
export function outputDifferences(before: readonly WrittenFile[], after: readonly WrittenFile[]): string[] {
  const manifests = semanticDiff(objectsOf(before), objectsOf(after));
  const [old, now] = [routerFiles(before), routerFiles(after)];
  const paths = [...new Set([...old.keys(), ...now.keys()])].sort();
  return [
    ...(manifests === '' ? [] : manifests.split('\n')),
    ...paths.flatMap((path) => {
      const [a, b] = [old.get(path), now.get(path)];
      if (a === undefined) return [`+ ${path}`];
      if (b === undefined) return [`- ${path}`];
      return statementDifferences(a, b).map((line) => `${line[0]} ${path} ${line.slice(2)}`);
    }),
  ];
}

/** `mec-1/kubernetes/x.yaml` without the owner, which the two sides may not share. */
const inside = (path: string) => path.slice(path.indexOf('/') + 1);

function objectsOf(files: readonly WrittenFile[]): object[] {
  return files
    .filter(({ path }) => inside(path).startsWith('kubernetes/'))
    .flatMap(({ content }) => {
      const documents = parseAllDocuments(content);
      return 'empty' in documents ? [] : documents.map((document) => document.toJS() as object);
    });
}

/** The files of routers, without those that hold by daemon what `frr.conf` holds as one. */
function routerFiles(files: readonly WrittenFile[]): Map<string, string> {
  return new Map(
    files.flatMap(({ path, content }) =>
      inside(path).startsWith('routers/') && !path.includes('/split/')
        ? [[inside(path).slice('routers/'.length), content] as const]
        : [],
    ),
  );
}

function statementDifferences(before: string, after: string): string[] {
  const [old, now] = [statements(before), statements(after)];
  const changed = [...new Set([...old.keys(), ...now.keys()])].flatMap((statement) => {
    const change = (now.get(statement) ?? 0) - (old.get(statement) ?? 0);
    return change === 0 ? [] : [`${change < 0 ? '-' : '+'} ${statement}`];
  });
  return changed;
}

/** Statements with the blocks that they stand in (by indentation), and how often each is there. */
function statements(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  const blocks: { indent: number; line: string }[] = [];
  for (const raw of text.split('\n')) {
    const line = withoutPassword(raw.trim());
    if (line === '' || /^([!#]|}$|exit)/.test(line)) continue;
    const indent = raw.length - raw.trimStart().length;
    while ((blocks.at(-1)?.indent ?? -1) >= indent) blocks.pop();
    blocks.push({ indent, line });
    const statement = blocks.map((block) => block.line).join(' > ');
    counts.set(statement, (counts.get(statement) ?? 0) + 1);
  }
  return counts;
}

function withoutPassword(line: string): string {
  return line.replace(/\bpassword\s.*/, 'password (not shown)');
}
