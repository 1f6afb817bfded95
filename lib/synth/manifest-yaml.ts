import { stringify } from 'yaml';
import { isConstant, madeOnce } from '../constructs/objects/constant';
import { refuseOutputTokens } from './output-token';

/** What the package yaml is told of every value, here and in the test that holds both against each other. */
export const manifestStyle = { version: '1.1', compat: 'core', aliasDuplicateObjects: false, lineWidth: 0 } as const;

const step = '  ';

/**
 * Writes objects as YAML that readers of YAML 1.1 (kubectl) and 1.2 read alike: what either would take for a number, a boolean or a date
 * stands in quotes. The package yaml decides how each single value is written, once for all sites, as they have most values in common;
 * only the nesting of maps and lists is laid out here. The package alone takes several times as long for a thousand sites.
 */
export class ManifestYaml {
  /** How `key: value` is written, by key, then by value. */
  private readonly pairs = new Map<string, Map<unknown, string>>();
  /** How a value is written as an item of a list. */
  private readonly items = new Map<unknown, string>();
  /** How the key of a map or list is written, with its colon. */
  private readonly keys = new Map<string, string>();

  /** A file of several documents. */
  public documents(objects: readonly object[]): string {
    const lines: string[] = [];
    for (const [index, object] of objects.entries()) {
      if (index > 0) lines.push('---');
      this.nested(object, '', '', lines);
    }
    // One join for the whole file: the agent's program alone has 140 KiB, and every copy of it counts a thousand times.
    lines.push('');
    return lines.join('\n');
  }

  /** @param lead what stands before the first key: the indent, or the dash of the list that the map is an item of */
  private map(object: object, lead: string, indent: string, lines: string[]): void {
    let before = lead;
    for (const [key, value] of Object.entries(object) as [string, unknown][]) {
      if (value === undefined) continue;
      if (isNested(value)) {
        lines.push(before + this.key(key));
        this.nested(value, indent + step, indent + step, lines);
      } else {
        lines.push(before + indented(this.pair(key, value), indent));
      }
      before = indent;
    }
  }

  private nested(value: object, lead: string, indent: string, lines: string[]): void {
    if (!isConstant(value)) return this.lines(value, lead, indent, lines);
    lines.push(
      madeOnce(value, `YAML after '${lead}'`, () => {
        const own: string[] = [];
        this.lines(value, lead, indent, own);
        return own.join('\n');
      }),
    );
  }

  private lines(value: object, lead: string, indent: string, lines: string[]): void {
    if (!Array.isArray(value)) return this.map(value, lead, indent, lines);
    let before = lead;
    for (const item of value as unknown[]) {
      if (isNested(item)) this.nested(item, `${before}- `, indent + step, lines);
      else lines.push(before + indented(this.item(item), indent));
      before = indent;
    }
  }

  private pair(key: string, value: unknown): string {
    let ofKey = this.pairs.get(key);
    if (!ofKey) this.pairs.set(key, (ofKey = new Map<unknown, string>()));
    return kept(ofKey, value, () => written({ [key]: value }, value));
  }

  private item(value: unknown): string {
    return kept(this.items, value, () => written([value], value));
  }

  private key(key: string): string {
    return kept(this.keys, key, () => written({ [key]: [0] }).slice(0, -'\n  - 0'.length));
  }
}

/** Whether a value takes lines of its own: a map or a list that is not empty. */
function isNested(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.length > 0;
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && Object.values(value).some((entry) => entry !== undefined);
}

function kept<Key>(texts: Map<Key, string>, key: Key, write: () => string): string {
  let text = texts.get(key);
  // An empty map or list is another object each time, and not worth keeping.
  if (text === undefined) {
    text = write();
    if (typeof key !== 'object') texts.set(key, text);
  }
  return text;
}

/** @param scalar the single value in it, if there is one */
function written(value: object, scalar?: unknown): string {
  // The package loses the blanks of a text that is nothing but lines of blanks (yaml 2.9, blocks `|`).
  const isBlank = typeof scalar === 'string' && scalar.trim() === '' && scalar.includes('\n');
  const text = stringify(value, isBlank ? { ...manifestStyle, defaultStringType: 'QUOTE_DOUBLE' } : manifestStyle);
  refuseOutputTokens(text);
  return text.endsWith('\n') ? text.slice(0, -1) : text;
}

/** The further lines of a text in their place; an empty line has no indent. */
function indented(text: string, indent: string): string {
  return indent !== '' && text.includes('\n') ? text.replace(/\n(?!\n|$)/g, `\n${indent}`) : text;
}
