import type { Policy, PolicyRule, PrefixMatch, PrefixSet } from '../../model/policy';
import type { RouterModel } from '../../model/router-model';
import { block } from './text';
import type { Symbols } from './text';

/** GRACEFUL_SHUTDOWN (RFC 8326). */
const gracefulShutdown = '(65535, 0)';

/** Most occurrences of an AS in a path that `asOverride` replaces; a path that holds more is not sent. */
const mostOverridden = 8;

/** Definitions of the prefix sets. BIRD has no empty set: a rule over one is rendered as false instead. */
export function prefixSetLines(model: RouterModel, symbols: Symbols): string[] {
  return model.prefixSets.flatMap((set) =>
    set.entries.length ? [`define ${symbols.of('set', set.name)} = [ ${set.entries.map(matchText).join(', ')} ];`] : [],
  );
}

function matchText({ prefix, minLength, maxLength }: PrefixMatch): string {
  if (minLength === undefined && maxLength === undefined) return prefix;
  const own = Number(prefix.slice(prefix.indexOf('/') + 1));
  const least = minLength ?? own;
  return `${prefix}{${least},${maxLength ?? Math.max(own, least)}}`;
}

/** One function a policy: true where the route is accepted. */
export function policyLines(model: RouterModel, symbols: Symbols): string[] {
  return model.policies.flatMap((policy) => {
    const takesAll = policy.rules.some((rule) => rule.prefixes === undefined && rule.community === undefined);
    const rules = policy.rules.flatMap((rule) => ruleLines(rule, model.prefixSets, policy, symbols));
    return [...block(`function ${symbols.of('policy', policy.name)}()`, [...rules, ...(takesAll ? [] : ['return false;'])]), ''];
  });
}

function ruleLines(rule: PolicyRule, sets: readonly PrefixSet[], policy: Policy, symbols: Symbols): string[] {
  const conditions = [
    ...(rule.prefixes === undefined ? [] : [prefixCondition(rule.prefixes, sets, policy, symbols)]),
    ...(rule.community === undefined ? [] : [`${communityText(rule.community, policy)} ~ bgp_community`]),
  ];
  const verdict = `return ${rule.action === 'accept' ? 'true' : 'false'};`;
  const actions = rule.localPreference === undefined ? [verdict] : [`bgp_local_pref = ${rule.localPreference};`, verdict];
  return conditions.length ? block(`if ${conditions.join(' && ')} then`, actions) : actions;
}

function prefixCondition(name: string, sets: readonly PrefixSet[], policy: Policy, symbols: Symbols): string {
  const set = sets.find((candidate) => candidate.name === name && candidate.family === policy.family);
  if (!set)
    throw new Error(
      `policy ${policy.name} names the prefix set ${name}, which the router model does not have for IPv${policy.family}`,
    );
  return set.entries.length ? `net ~ ${symbols.of('set', name)}` : 'false';
}

function communityText(community: string, policy: Policy): string {
  const match = /^(\d{1,5}):(\d{1,5})$/.exec(community);
  if (!match) throw new Error(`policy ${policy.name} names the community '${community}', which is not of the form 65535:0`);
  return `(${match[1]}, ${match[2]})`;
}

/** The import filter of a session: its policy; a drained route gets local preference 0 after it, so that no rule can undo that. */
export function importFilter(policy: string, gshut: boolean, origin: string | undefined, symbols: Symbols): string[] {
  return block(
    'import filter',
    [
      `if ! ${symbols.of('policy', policy)}() then reject;`,
      ...(gshut ? [`if ${gracefulShutdown} ~ bgp_community then bgp_local_pref = 0;`] : []),
      ...(origin === undefined ? [] : [`bgp_ext_community.add(${siteOfOrigin(origin)});`]),
      'accept;',
    ],
    '};',
  );
}

/** A site of origin (`64500:1`) as BIRD writes it. */
function siteOfOrigin(text: string): string {
  const [as, number] = text.split(':');
  return `(ro, ${Number(as)}, ${Number(number)})`;
}

/** The export filter of a session. What BGP did not learn or originate stays inside: direct, static and OSPF routes. */
export function exportFilter(
  policy: string,
  originated: string | undefined,
  override: string | undefined,
  origin: string | undefined,
  symbols: Symbols,
): string[] {
  const own = originated === undefined ? '' : ` && net !~ ${originated}`;
  return block(
    'export filter',
    [
      `if source != RTS_BGP${own} then reject;`,
      `if ! ${symbols.of('policy', policy)}() then reject;`,
      ...(origin === undefined ? [] : [`if ${siteOfOrigin(origin)} ~ bgp_ext_community then reject;`]),
      ...(override === undefined ? [] : [`if ! ${override}() then reject;`]),
      'accept;',
    ],
    '};',
  );
}

/**
 * The function that replaces `remoteAs` in a path by `ownAs`. BIRD has no as-override and no replacement inside a path, so the AS
 * is deleted and the own one put in front as often: length, loop check and first AS are those of as-override. Their order differs
 * only where another AS came before it, which no decision looks at.
 */
export function overrideLines(name: string, remoteAs: number, ownAs: number): string[] {
  const times = Array.from({ length: mostOverridden }, (_, index) => `if overridden > ${index} then bgp_path.prepend(${ownAs});`);
  return [
    ...block(`function ${name}()`, [
      'int overridden = bgp_path.len;',
      `bgp_path.delete(${remoteAs});`,
      'overridden = overridden - bgp_path.len;',
      `if overridden > ${mostOverridden} then return false;`,
      ...times,
      'return true;',
    ]),
    '',
  ];
}
