import { Prefix } from '../fleet/addresses/prefix';
import type { Policy, PolicyRule, PrefixMatch } from '../routers/model/policy';
import type { RouterModel } from '../routers/model/router-model';

/** What of a rule is no condition: everything else narrows the routes that it is about. */
const noConditions: ReadonlySet<string> = new Set<keyof PolicyRule>([
  ...(['action', 'localPreference', 'med', 'originIgp', 'stripCommunities', 'mark'] as const),
]);

/** Conditions of a rule. */
export function conditionsOf(rule: PolicyRule): string[] {
  return Object.keys(rule).filter((key) => !noConditions.has(key) && rule[key as keyof PolicyRule] !== undefined);
}

/**
 * Whether a policy may take a route of a prefix, whatever path and communities it has: before any rule that may take it, none refuses the
 * prefix for sure.
 */
export function mayTake(router: RouterModel, policy: Policy, prefix: Prefix): boolean {
  for (const rule of policy.rules) {
    const entries = entriesOf(router, rule);
    if (entries && !entries.some((entry) => matches(entry, prefix))) continue;
    if (rule.action === 'accept') return true;
    if (conditionsOf(rule).every((condition) => condition === 'prefixes')) return false;
  }
  return false;
}

/** The prefixes that a rule is about; undefined where it is about all. A set that is not there holds none. */
export function entriesOf(router: RouterModel, { prefixes }: PolicyRule): readonly PrefixMatch[] | undefined {
  if (prefixes === undefined) return undefined;
  return router.prefixSets.find(({ name }) => name === prefixes)?.entries ?? [];
}

/** Rules of a policy that take routes. */
export function takingRules({ rules }: Policy): readonly PolicyRule[] {
  return rules.filter(({ action }) => action === 'accept');
}

/** Rules that refuse before any takes a route: what a later one would refuse may have been taken. */
export function firstRefusals({ rules }: Policy): readonly PolicyRule[] {
  const taking = rules.findIndex(({ action }) => action === 'accept');
  return taking < 0 ? rules : rules.slice(0, taking);
}

/** Shortest and longest length that an entry is about. */
export function lengthsOf({ prefix, minLength, maxLength }: PrefixMatch): { readonly least: number; readonly most: number } {
  const own = Prefix.parse(prefix).length;
  return { least: minLength ?? own, most: maxLength ?? own };
}

/** Whether a rule names each prefix that it is about: no range of lengths, and no rule about all. */
export function namesEach(router: RouterModel, rule: PolicyRule): boolean {
  const entries = entriesOf(router, rule);
  if (!entries) return false;
  return entries.every((entry) => {
    const { least, most } = lengthsOf(entry);
    return least === most && least === Prefix.parse(entry.prefix).length;
  });
}

function matches(entry: PrefixMatch, prefix: Prefix): boolean {
  const outer = Prefix.parse(entry.prefix);
  const { least, most } = lengthsOf(entry);
  const inside = outer.family === prefix.family && outer.first <= prefix.first && prefix.last <= outer.last;
  return inside && prefix.length >= least && prefix.length <= most;
}
