import type { CommunityKind, Policy, PolicyRule, PrefixMatch, PrefixSet } from '../../model/policy';
import type { BgpSessionModel, RouterModel } from '../../model/router-model';
import { gracefulShutdown } from '../../../contract/labels';
import { context } from './section';
import type { Section } from './section';

/** Community list that stands for GRACEFUL_SHUTDOWN (RFC 8326). */
const gshutList = 'graceful-shutdown';
/** Community list that stands for every other standard community. FRR holds its own names of communities against the expressions. */
const butGshutList = 'all-but-graceful-shutdown';

/** Name of the route map of a policy on a session that does not honour GRACEFUL_SHUTDOWN: it takes the community off. */
export function importMap(policy: string, honoursGshut: boolean): string {
  return honoursGshut ? policy : `${policy}-no-gshut`;
}

/** Prefix lists, lists of paths and communities, and route maps. */
export function policySections(model: RouterModel): Section[] {
  const sessions = [...(model.bgp?.neighbors ?? []), ...(model.bgp?.dynamic ?? [])];
  const deaf = new Set(sessions.filter((entry) => !honoursGshut(entry)).map((entry) => entry.importPolicy));
  const maps = model.policies.flatMap((policy) => [
    ...routeMap(policy, true, model.prefixSets),
    ...(deaf.has(policy.name) ? routeMap(policy, false, model.prefixSets) : []),
  ]);
  const lists = [...model.prefixSets.flatMap(prefixList), ...model.policies.flatMap(pathLists), ...communityLists(model, maps)];
  return lists.length || maps.length ? [{ daemons: ['bgpd'], lines: [...lists, ...maps] }] : [];
}

/** The lists of communities that these route maps name. */
function communityLists({ policies }: RouterModel, maps: readonly string[]): string[] {
  const rules = policies.flatMap((policy) => policy.rules);
  const communities = new Set(rules.flatMap((rule) => rule.community ?? []));
  const large = new Set(rules.flatMap((rule) => (rule.largeCommunity ? [rule.largeCommunity.join(':')] : [])));
  const deletes = (list: string) => maps.includes(` ${deletion(list)}`);
  return [
    ...[...communities].map(
      (community) => `bgp community-list standard ${communityList(community)} seq 5 permit ${communityText(community)}`,
    ),
    ...[...new Map(rules.flatMap(({ communitiesAbove: above }) => (above ? [[crowdList(above), above] as const] : [])))].map(
      ([name, { kind, count }]) => `bgp ${listWords[kind].list} expanded ${name} seq 5 permit ${moreWordsThan(count)}`,
    ),
    ...[...large].map((value) => `bgp large-community-list standard ${largeList(value)} seq 5 permit ${value}`),
    ...(deletes(gshutList) ? [`bgp community-list standard ${gshutList} seq 5 permit graceful-shutdown`] : []),
    ...(deletes(butGshutList)
      ? [
          `bgp community-list expanded ${butGshutList} seq 5 deny ^graceful-shutdown$`,
          `bgp community-list expanded ${butGshutList} seq 10 permit .*`,
        ]
      : []),
  ];
}

function deletion(list: string): string {
  return `set comm-list ${list} delete`;
}

/** Whether a session keeps GRACEFUL_SHUTDOWN, which FRR then honours by itself on eBGP. */
export function honoursGshut(session: BgpSessionModel): boolean {
  return session.role === undefined || session.gshut;
}

/** Lists of the AS paths that rules ask for. */
function pathLists(policy: Policy): string[] {
  return policy.rules.flatMap((rule, index) =>
    (pathExpressions(rule) ?? []).map(
      (expression, place) => `bgp as-path access-list ${pathList(policy, index)} seq ${5 * (place + 1)} ${expression}`,
    ),
  );
}

/** What the list of a rule says of AS paths; undefined where the rule asks for none. FRR writes a set of AS without a blank, as one word. */
function pathExpressions({ asPaths, firstAsOtherThan, hopsAbove }: PolicyRule): string[] | undefined {
  if (asPaths) return asPaths.map((path) => `permit ^${path.join(' ')}$`);
  if (firstAsOtherThan !== undefined) return [`deny ^${firstAsOtherThan}_`, 'permit .*'];
  return hopsAbove === undefined ? undefined : [`permit ${moreWordsThan(hopsAbove)}`];
}

/** An expression over words with one blank between them: `{50}` counts those with a blank behind, and one more follows. */
function moreWordsThan(count: number): string {
  return `^([^ ]+ ){${count}}`;
}

function pathList(policy: Policy, index: number): string {
  return `${policy.name}-${sequence(index)}`;
}

/** Number of the entry of a route map that stands for a rule. */
function sequence(index: number): number {
  return 10 * (index + 1);
}

function prefixList(set: PrefixSet): string[] {
  const word = set.family === 6 ? 'ipv6' : 'ip';
  return set.entries.map(
    (entry, index) => `${word} prefix-list ${set.name} seq ${5 * (index + 1)} permit ${entry.prefix}${lengths(entry)}`,
  );
}

function lengths({ prefix, minLength, maxLength }: PrefixMatch): string {
  const own = Number(prefix.slice(prefix.indexOf('/') + 1));
  // FRR wants `ge` above the prefix's own length, and prints none that equals it.
  const ge = minLength !== undefined && minLength > own ? ` ge ${minLength}` : '';
  const bits = prefix.includes(':') ? 128 : 32;
  // `ge` alone means "up to a single address"; FRR prints no `le` then.
  const le = maxLength !== undefined && maxLength > own && !(ge && maxLength === bits) ? ` le ${maxLength}` : '';
  return ge + le;
}

function routeMap(policy: Policy, keepsGshut: boolean, sets: readonly PrefixSet[]): string[] {
  const word = policy.family === 6 ? 'ipv6' : 'ip';
  const name = importMap(policy.name, keepsGshut);
  const lines = policy.rules.flatMap((rule, index) =>
    takesNothing(rule, sets)
      ? []
      : context(`route-map ${name} ${rule.action === 'accept' ? 'permit' : 'deny'} ${sequence(index)}`, [
          ...(rule.prefixes === undefined ? [] : [`match ${word} address prefix-list ${rule.prefixes}`]),
          ...(pathExpressions(rule) ? [`match as-path ${pathList(policy, index)}`] : []),
          ...(rule.communitiesAbove
            ? [`match ${listWords[rule.communitiesAbove.kind].match} ${crowdList(rule.communitiesAbove)}`]
            : []),
          ...(rule.invalidOrigin ? ['match rpki invalid'] : []),
          ...(rule.community === undefined ? [] : [`match community ${communityList(rule.community)}`]),
          ...(rule.largeCommunity === undefined ? [] : [`match large-community ${largeList(rule.largeCommunity.join(':'))}`]),
          ...(rule.action === 'accept' ? settings(rule, keepsGshut) : []),
        ]),
  );
  return lines.length ? lines : context(`route-map ${name} deny 10`, []);
}

/** Whether a rule is over an empty set or no path: FRR has no empty list, and takes one that is absent for "any". */
function takesNothing(rule: PolicyRule, sets: readonly PrefixSet[]): boolean {
  const empty = rule.prefixes !== undefined && !sets.some((set) => set.name === rule.prefixes && set.entries.length > 0);
  return empty || rule.asPaths?.length === 0;
}

function settings(rule: PolicyRule, keepsGshut: boolean): string[] {
  const strips = rule.stripCommunities === true;
  // One entry deletes by one list only.
  const standard = strips
    ? [keepsGshut ? deletion(butGshutList) : 'set community none']
    : keepsGshut
      ? []
      : [deletion(gshutList)];
  const large = rule.mark ? [`set large-community ${rule.mark.join(':')}`] : strips ? ['set large-community none'] : [];
  return [
    ...(rule.localPreference === undefined ? [] : [`set local-preference ${rule.localPreference}`]),
    ...(rule.med === undefined ? [] : [`set metric ${rule.med}`]),
    ...(rule.originIgp ? ['set origin igp'] : []),
    ...standard,
    ...(strips ? ['set extcommunity none'] : []),
    ...large,
  ];
}

/** What FRR calls the lists of each kind of communities, and the match of a route map against one. */
const listWords: Readonly<Record<CommunityKind, { readonly list: string; readonly match: string }>> = {
  standard: { list: 'community-list', match: 'community' },
  extended: { list: 'extcommunity-list', match: 'extcommunity' },
  large: { list: 'large-community-list', match: 'large-community' },
};

/** The list of routes with more communities of a kind than this. */
function crowdList({ kind, count }: NonNullable<PolicyRule['communitiesAbove']>): string {
  return `${kind}-above-${count}`;
}

function largeList(community: string): string {
  return `large-${community.replaceAll(':', '-')}`;
}

function communityList(community: string): string {
  return `community-${community.replace(':', '-')}`;
}

function communityText(community: string): string {
  return community === gracefulShutdown ? 'graceful-shutdown' : community;
}
