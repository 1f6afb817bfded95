import { Prefix } from '../../../lib/fleet/addresses/prefix';
import type { RouterModel } from '../../../lib/routers/model/router-model';
import { nftablesFile } from '../../../lib/routers/system/nftables';

/** Whether a policy of a router can let a prefix through: some route of it, whatever else the route must carry. */
export function passesPolicy(model: RouterModel, policy: string, text: string): boolean {
  const rules = model.policies.find(({ name }) => name === policy)?.rules ?? [];
  const prefix = Prefix.parse(text);
  for (const rule of rules) {
    const { action, prefixes, ...more } = rule;
    if (prefixes !== undefined && !isIn(model, prefixes, prefix)) continue;
    // Other conditions decide about single routes of the prefix, not about the prefix.
    if (action === 'refuse' && Object.keys(more).length > 0) continue;
    return action === 'accept';
  }
  return false;
}

function isIn(model: RouterModel, set: string, prefix: Prefix): boolean {
  const entries = model.prefixSets.find(({ name }) => name === set)?.entries ?? [];
  return entries.some((entry) => {
    const outer = Prefix.parse(entry.prefix);
    const [least, most] = [entry.minLength ?? outer.length, entry.maxLength ?? outer.length];
    const inside = outer.family === prefix.family && outer.first <= prefix.first && prefix.last <= outer.last;
    return inside && prefix.length >= least && prefix.length <= most;
  });
}

/** A rule about sources in the chain `prerouting` of a packet filter. */
interface SourceRule {
  readonly interfaces: readonly string[];
  readonly sources: readonly Prefix[];
  /** Whether it holds for what lies outside of `sources`. */
  readonly negated: boolean;
  readonly drops: boolean;
}

/** Reads the rules about sources from the packet filter of a router, in their order. */
export function sourceRulesOf(model: RouterModel): SourceRule[] {
  const text = nftablesFile(model);
  const chain = /chain prerouting \{(.*?)\n\t\}/s.exec(text)?.[1] ?? '';
  const set = (name: string) =>
    [...text.matchAll(/set (\w+) \{.*?elements = \{ (.*?) \};/gs)].find((match) => match[1] === name)?.[2]?.split(', ') ?? [];
  return chain.split('\n').flatMap((line): SourceRule[] => {
    const match = /iifname (\{.*?\}|"[^"]*") .*?ip6? saddr (!= )?(@\w+|\{[^}]*\}|[\da-f.:]+\/\d+) (counter drop|accept)/.exec(
      line,
    );
    if (!match) return [];
    const [, names = '', not, source = '', verdict] = match;
    return [
      {
        interfaces: [...names.matchAll(/"([^"]*)"/g)].map((name) => name[1] ?? ''),
        sources: (source.startsWith('@') ? set(source.slice(1)) : source.split(/[{}, ]+/).filter(Boolean)).map((prefix) =>
          Prefix.parse(prefix),
        ),
        negated: not !== undefined,
        drops: verdict !== 'accept',
      },
    ];
  });
}

/** Whether packets from every address of a prefix enter at an interface. */
export function entersAt(rules: readonly SourceRule[], name: string, source: Prefix): boolean {
  for (const rule of rules) {
    if (!rule.interfaces.includes(name) || !rule.sources.some(({ family }) => family === source.family)) continue;
    const meets = rule.sources.some((prefix) => prefix.overlaps(source));
    const inside = rule.sources.some(
      (prefix) => prefix.overlaps(source) && prefix.first <= source.first && source.last <= prefix.last,
    );
    if (rule.drops ? (rule.negated ? !inside : meets) : inside) return !rule.drops;
  }
  return true;
}
