import type { CommunityKind, LargeCommunity, Policy, PolicyRule, PrefixMatch, PrefixSet } from '../../model/policy';
import type { BgpSessionModel, RouterModel } from '../../model/router-model';
import { gracefulShutdown } from '../../../contract/labels';
import { originTable } from './origins';
import { block } from './text';
import type { Symbols } from './text';

/** GRACEFUL_SHUTDOWN (RFC 8326). */
const drained = communityPair(gracefulShutdown);

/** The attribute of each kind of communities. */
const attributes: Readonly<Record<CommunityKind, string>> = {
  standard: 'bgp_community',
  extended: 'bgp_ext_community',
  large: 'bgp_large_community',
};

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
    const rules = policy.rules.flatMap((rule) => ruleLines(rule, model.prefixSets, policy, symbols));
    const takesAll = policy.rules.some((rule) => conditionsOf(rule, model.prefixSets, policy, symbols).length === 0);
    return [...block(`function ${symbols.of('policy', policy.name)}()`, [...rules, ...(takesAll ? [] : ['return false;'])]), ''];
  });
}

function ruleLines(rule: PolicyRule, sets: readonly PrefixSet[], policy: Policy, symbols: Symbols): string[] {
  const conditions = conditionsOf(rule, sets, policy, symbols);
  const actions = rule.action === 'accept' ? [...settings(rule), 'return true;'] : ['return false;'];
  return conditions.length ? block(`if ${conditions.join(' && ')} then`, actions) : actions;
}

function conditionsOf(rule: PolicyRule, sets: readonly PrefixSet[], policy: Policy, symbols: Symbols): string[] {
  return [
    ...(rule.prefixes === undefined ? [] : [prefixCondition(rule.prefixes, sets, policy, symbols)]),
    ...(rule.asPaths === undefined ? [] : [pathCondition(rule.asPaths)]),
    ...(rule.firstAsOtherThan === undefined ? [] : [`bgp_path.first != ${rule.firstAsOtherThan}`]),
    ...(rule.hopsAbove === undefined ? [] : [`bgp_path.len > ${rule.hopsAbove}`]),
    ...(rule.communitiesAbove ? [`${attributes[rule.communitiesAbove.kind]}.len > ${rule.communitiesAbove.count}`] : []),
    ...(rule.invalidOrigin ? [`roa_check(${originTable(policy.family)}, net, bgp_path.last) = ROA_INVALID`] : []),
    ...(rule.community === undefined ? [] : [`${communityPair(rule.community)} ~ bgp_community`]),
    ...(rule.largeCommunity === undefined ? [] : [`${largeText(rule.largeCommunity)} ~ bgp_large_community`]),
  ];
}

function pathCondition(paths: readonly (readonly number[])[]): string {
  if (paths.length === 0) return 'false';
  return `(${paths.map((path) => `bgp_path ~ [= ${path.join(' ')} =]`).join(' || ')})`;
}

/** What is done to a route that a rule accepts. */
function settings(rule: PolicyRule): string[] {
  const strips = rule.stripCommunities === true;
  return [
    ...(rule.localPreference === undefined ? [] : [`bgp_local_pref = ${rule.localPreference};`]),
    ...(rule.med === undefined ? [] : [`bgp_med = ${rule.med};`]),
    ...(rule.originIgp ? ['bgp_origin = ORIGIN_IGP;'] : []),
    ...(strips ? [`bgp_community.filter([${drained}]);`, 'unset(bgp_ext_community);'] : []),
    ...(strips || rule.mark ? ['unset(bgp_large_community);'] : []),
    ...(rule.mark ? [`bgp_large_community.add(${largeText(rule.mark)});`] : []),
  ];
}

function largeText(community: LargeCommunity): string {
  return `(${community.join(', ')})`;
}

function prefixCondition(name: string, sets: readonly PrefixSet[], policy: Policy, symbols: Symbols): string {
  const set = sets.find((candidate) => candidate.name === name && candidate.family === policy.family);
  if (!set)
    throw new Error(
      `policy ${policy.name} names the prefix set ${name}, which the router model does not have for IPv${policy.family}`,
    );
  return set.entries.length ? `net ~ ${symbols.of('set', name)}` : 'false';
}

/** A standard community as BIRD writes it. @throws Error if the text is none */
function communityPair(community: string): string {
  const match = /^(\d{1,5}):(\d{1,5})$/.exec(community);
  if (!match) throw new Error(`'${community}' is no standard community, such as ${gracefulShutdown}`);
  return `(${match[1]}, ${match[2]})`;
}

/**
 * The import filter of a session: its policy; a drained route gets local preference 0 after it, so that no rule can undo that. Where eBGP
 * does not honour that, it takes the mark off: other routers of the network would.
 */
export function importFilter(
  policy: string,
  { gshut, role }: Pick<BgpSessionModel, 'gshut' | 'role'>,
  origin: string | undefined,
  symbols: Symbols,
): string[] {
  const onDrain = gshut
    ? [`if ${drained} ~ bgp_community then bgp_local_pref = 0;`]
    : role
      ? [`bgp_community.delete(${drained});`]
      : [];
  return block(
    'import filter',
    [
      `if ! ${symbols.of('policy', policy)}() then reject;`,
      ...onDrain,
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
