import type { Family } from '../../fleet/addresses/address';
import type { RouterInterface } from '../model/router-model';

/** Both families, in the order in which their rules stand. */
export const families = [4, 6] as const;

/** What nft calls the header of a family. */
export const header: Readonly<Record<Family, string>> = { 4: 'ip', 6: 'ip6' };

/** The field that each router on the way counts down. */
export const ttlField: Readonly<Record<Family, string>> = { 4: 'ip ttl', 6: 'ip6 hoplimit' };

/** The prefixes or addresses of a family. */
export function ofFamily(prefixes: readonly string[], family: Family): string[] {
  return prefixes.filter((prefix) => prefix.includes(':') === (family === 6));
}

/** The names of interfaces as an anonymous set. */
export function names(interfaces: readonly RouterInterface[]): string {
  return `{ ${interfaces.map((entry) => `"${entry.name}"`).join(', ')} }`;
}

/** Lines one tab in. */
export function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `\t${line}`);
}

/** A chain with its hook. */
export function chain(name: string, hook: string, rules: readonly string[]): string[] {
  return [`chain ${name} {`, ...indent([hook, ...rules]), '}'];
}

/** A named set of these elements; nothing where there are none. @param interval whether it holds prefixes and ranges */
export function set(name: string, type: string, elements: readonly string[], interval: boolean): string[] {
  if (elements.length === 0) return [];
  return [
    `set ${name} {`,
    ...indent([
      `type ${type};`,
      ...(interval ? ['flags interval;', 'auto-merge;'] : []),
      `elements = { ${elements.join(', ')} };`,
    ]),
    '}',
  ];
}
