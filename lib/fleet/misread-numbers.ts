import type * as Yaml from 'yaml';
import { bounds } from './description/bounds';
import type { Finding } from './findings/finding';
import { pathText } from './findings/paths';

/** Keys that hold AS numbers. */
const asKeys: ReadonlySet<PropertyKey> = new Set(['as', 'hostAs', 'localAS']);

/**
 * Numbers that YAML reads as another than is written: `1.0` is 1, where an AS in asdot notation (RFC 5396) means 65536, and `080`,
 * `0x50`, `1e3` and `+5` are numbers, too. Where YAML reads no whole number, the AS in asplain notation takes its place in the document,
 * so that the rest is judged by what was meant.
 *
 * @param place tells file, line and column of an offset
 */
export function misreadNumbers(yaml: typeof Yaml, document: Yaml.Document, place: (offset: number) => string): Finding[] {
  const findings: Finding[] = [];
  yaml.visit(document, {
    Scalar(key, node, ancestors) {
      const { source, value } = node;
      if (key === 'key' || node.type !== 'PLAIN' || typeof value !== 'number' || source === undefined) return;
      const path = pathOf(yaml, ancestors, node);
      const asdot = asKeys.has(path.at(-1) ?? '') ? /^(\d{1,5})\.(\d{1,5})$/.exec(source) : null;
      if (source === String(value) && !asdot) return;
      const asplain = asdot ? Number(asdot[1]) * 65_536 + Number(asdot[2]) : value;
      const isAsdot = asdot !== null && asplain <= bounds.uint32 && Number(asdot[2]) <= bounds.uint16;
      if (isAsdot && !Number.isInteger(value)) node.value = asplain;
      findings.push({
        rule: 'yaml-number',
        severity: 'error',
        path: pathText(path),
        value: source,
        message: `YAML reads ${source} as ${String(value)} (${place(node.range?.[0] ?? 0)}).`,
        allowed: asdot ? 'an AS number in asplain notation: decimal digits alone (RFC 5396)' : 'a number in decimal digits alone',
        remedy: isAsdot
          ? `Write ${asplain} if ${source} is asdot notation${Number.isInteger(value) ? `, and ${value} if not` : ''}.`
          : `Write ${String(value)} in decimal digits alone.`,
      });
    },
  });
  return findings;
}

/** The keys that lead to a node. */
function pathOf(yaml: typeof Yaml, ancestors: readonly unknown[], node: unknown): PropertyKey[] {
  return [...ancestors, node].flatMap((entry, index, all): PropertyKey[] => {
    const above = all[index - 1];
    if (yaml.isPair(entry)) return [yaml.isScalar(entry.key) ? String(entry.key.value) : String(entry.key)];
    return yaml.isSeq(above) ? [above.items.indexOf(entry)] : [];
  });
}
