import type * as Yaml from 'yaml';
import type { Finding } from './findings/finding';
import { namesSecret } from './findings/secret-keys';

/** What is wrong with how a file is written, and where it begins. */
export interface YamlFault {
  readonly offset: number;
  readonly message: string;
  readonly allowed: string;
  readonly remedy: string;
}

type Told = Pick<Finding, 'allowed' | 'remedy'> & { readonly message?: string };

const anyText = {
  allowed: 'YAML 1.2',
  remedy: 'Correct the line; look at indentation, colons, brackets and quotes there and in the line before.',
} as const;

const quotes = { ...anyText, remedy: 'Put the value into quotes.' } as const;

const colon = {
  ...anyText,
  remedy:
    'Write a blank after the colon of a key, and put a value that has a colon and a blank in it into quotes; look at the indentation, too.',
} as const;

/** What the errors of the package yaml mean for who writes a fleet. */
const told: Partial<Record<Yaml.ErrorCode, Told>> = {
  MULTIPLE_DOCS: {
    message: 'A second document begins.',
    allowed: 'one document: one fleet a file',
    remedy:
      "Take the line '---' (or '...') out and what does not belong to the fleet; write a second fleet into a file of its own.",
  },
  TAB_AS_INDENT: { message: 'The line is indented with a tab.', allowed: 'blanks', remedy: 'Indent with blanks.' },
  BAD_INDENT: { ...anyText, remedy: 'Indent what belongs together equally deep, and close what a bracket opens.' },
  BAD_SCALAR_START: quotes,
  BLOCK_AS_IMPLICIT_KEY: colon,
  MULTILINE_IMPLICIT_KEY: { ...colon, message: 'A key has no colon with a blank after it.' },
};

/**
 * What YAML 1.2 does not allow: every key that stands twice, up to the first error after which the rest cannot be told for sure. The next
 * errors are mostly consequences of that one; a key that stands twice disturbs nothing of what comes after it.
 */
export function syntaxFaults(yaml: typeof Yaml, document: Yaml.Document.Parsed): YamlFault[] {
  const [first] = [...document.errors].sort((a, b) => a.pos[0] - b.pos[0]);
  const repeated = repeatedKeys(yaml, document).filter((offset) => !first || offset < first.pos[0]);
  return [
    ...repeated.map((offset) => ({
      offset,
      message: 'The key stands here for the second time.',
      allowed: 'each key once',
      remedy: 'Take one of both out.',
    })),
    ...(first ? [{ offset: first.pos[0], message: first.message.replace(/\.?$/, '.'), ...(told[first.code] ?? anyText) }] : []),
  ];
}

/** Where keys begin that their group of keys has before, in the order of the file. */
function repeatedKeys(yaml: typeof Yaml, document: Yaml.Document.Parsed): number[] {
  const found: number[] = [];
  yaml.visit(document, {
    Map(_, { items }) {
      const before = new Set<unknown>();
      for (const { key } of items) {
        if (!yaml.isScalar(key)) continue;
        if (before.has(key.value)) found.push(key.range?.[0] ?? 0);
        before.add(key.value);
      }
    },
  });
  return found.sort((a, b) => a - b);
}

const aliasText = {
  allowed: 'the name of an anchor (&name) above it, outside of what the anchor stands at',
  remedy: 'Correct the name, or write out what it stands for.',
} as const;

/**
 * Most values of a file. A fleet of 2,000 sites has some 100,000; a few lines of aliases of aliases would have billions, on which any
 * reader of the file would spend its memory.
 */
const mostValues = 5_000_000;

/** What is YAML and has no meaning in a fleet: tags of other programs, aliases of nothing or of themselves, merges of what is no group of keys. */
export function meaningFaults(yaml: typeof Yaml, document: Yaml.Document.Parsed): YamlFault[] {
  const faults: YamlFault[] = document.warnings
    .filter(({ code }) => code === 'TAG_RESOLVE_FAILED')
    .map(({ message, pos: [offset] }) => ({
      offset,
      message: `${message.replace('Unresolved tag: ', 'The tag ')} means nothing here: what stands after it would be taken as it is.`,
      allowed: 'values without tags',
      remedy: 'Write the value itself, or let the program that knows the tag write the file.',
    }));
  // By name, as they stand so far: an alias means the last one before it.
  const anchors = new Map<string, Yaml.Node>();
  const targets = new Map<Yaml.Node, Yaml.Node>();
  yaml.visit(document, {
    Value(_, node) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
    Alias(_, alias, ancestors) {
      const target = anchors.get(alias.source);
      const offset = alias.range?.[0] ?? 0;
      if (!target)
        faults.push({
          offset,
          message: `There is no anchor '&${alias.source}' before the alias '*${alias.source}'.`,
          ...aliasText,
        });
      else if (ancestors.includes(target))
        faults.push({ offset, message: `The alias '*${alias.source}' stands inside of what it stands for.`, ...aliasText });
      else targets.set(alias, target);
    },
    Pair(_, { key, value }) {
      if (!yaml.isScalar(key) || key.source !== '<<' || key.type !== 'PLAIN') return;
      const sources = yaml.isSeq(value) ? value.items : [value];
      const wrong = sources.some((source) => {
        const target = yaml.isAlias(source) ? anchors.get(source.source) : source;
        return target !== undefined && !yaml.isMap(target);
      });
      if (wrong)
        faults.push({
          offset: key.range?.[0] ?? 0,
          message: "The merge key '<<' has a value that is no group of keys.",
          allowed: "after '<<:' an alias of a group of keys, or a list of them",
          remedy: "Name the anchor of a group of keys, such as '<<: *site', or take the line out.",
        });
    },
  });
  if (faults.length === 0 && valuesOf(yaml, document.contents, targets) > mostValues)
    faults.push({
      offset: 0,
      message: 'Aliases of aliases make the file endless.',
      allowed: `at most ${mostValues} values, those that aliases stand for among them`,
      remedy: 'Write out what an alias stands for, or use it less often.',
    });
  return faults.sort((a, b) => a.offset - b.offset);
}

/** How many values a file has with every alias written out; each anchor is looked at once. */
function valuesOf(yaml: typeof Yaml, root: unknown, targets: ReadonlyMap<Yaml.Node, Yaml.Node>): number {
  const known = new Map<unknown, number>();
  const count = (node: unknown): number => {
    const before = known.get(node);
    if (before !== undefined) return before;
    let values = 1;
    if (yaml.isAlias(node)) values = count(targets.get(node));
    else if (yaml.isPair(node)) values = count(node.value);
    else if (yaml.isCollection(node)) for (const item of node.items) values += count(item);
    if (node !== undefined && node !== null) known.set(node, values);
    return values;
  };
  return count(root);
}

/** A fault as a finding at its line and column. */
export function faultFinding(
  { offset, message, allowed, remedy }: YamlFault,
  source: string,
  lines: Yaml.LineCounter,
  file: string,
): Finding {
  const { line, col } = lines.linePos(offset);
  const text = source.split('\n')[line - 1]?.trim() ?? '';
  return {
    rule: 'yaml-syntax',
    severity: 'error',
    path: `line ${line}, column ${col}`,
    value: namesSecret(text) ? '(not shown)' : text,
    message: `${message.replace(/\.$/, '')} (${file}:${line}:${col}).`,
    allowed,
    remedy,
  };
}
