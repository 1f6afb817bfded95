import type { Policy, PolicyRule, PrefixMatch, PrefixSet } from '../../model/policy';
import type { RouterModel } from '../../model/router-model';
import { context } from './section';
import type { Section } from './section';

/** Community list that stands for GRACEFUL_SHUTDOWN (RFC 8326). */
const gshutList = 'graceful-shutdown';

/** Name of the route map of a policy on a session that does not honour GRACEFUL_SHUTDOWN: it takes the community off. */
export function importMap(policy: string, honoursGshut: boolean): string {
  return honoursGshut ? policy : `${policy}-no-gshut`;
}

/** Prefix lists and route maps. */
export function policySections(model: RouterModel): Section[] {
  const deaf = new Set(
    (model.bgp?.neighbors ?? []).filter((entry) => entry.kind !== 'ibgp' && !entry.gshut).map((entry) => entry.importPolicy),
  );
  const communities = new Set(model.policies.flatMap((policy) => policy.rules.flatMap((rule) => rule.community ?? [])));
  const lists = [
    ...model.prefixSets.flatMap(prefixList),
    ...[...communities].map(
      (community) => `bgp community-list standard ${communityList(community)} seq 5 permit ${communityText(community)}`,
    ),
    ...(deaf.size ? [`bgp community-list standard ${gshutList} seq 5 permit graceful-shutdown`] : []),
  ];
  const maps = model.policies.flatMap((policy) => [
    ...routeMap(policy, policy.name, model.prefixSets, []),
    ...(deaf.has(policy.name)
      ? routeMap(policy, importMap(policy.name, false), model.prefixSets, [`set comm-list ${gshutList} delete`])
      : []),
  ]);
  return lists.length || maps.length ? [{ daemons: ['bgpd'], lines: [...lists, ...maps] }] : [];
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

function routeMap(policy: Policy, name: string, sets: readonly PrefixSet[], onAccept: readonly string[]): string[] {
  const word = policy.family === 6 ? 'ipv6' : 'ip';
  // A rule over an empty set takes nothing, and FRR has no empty list.
  const rules = policy.rules.filter(
    (rule) => rule.prefixes === undefined || sets.some((set) => set.name === rule.prefixes && set.entries.length > 0),
  );
  if (rules.length === 0) return context(`route-map ${name} deny 10`, []);
  return rules.flatMap((rule, index) =>
    context(`route-map ${name} ${rule.action === 'accept' ? 'permit' : 'deny'} ${10 * (index + 1)}`, [
      ...(rule.prefixes === undefined ? [] : [`match ${word} address prefix-list ${rule.prefixes}`]),
      ...(rule.community === undefined ? [] : [`match community ${communityList(rule.community)}`]),
      ...settings(rule),
      ...(rule.action === 'accept' ? onAccept : []),
    ]),
  );
}

function settings(rule: PolicyRule): string[] {
  return rule.localPreference === undefined ? [] : [`set local-preference ${rule.localPreference}`];
}

function communityList(community: string): string {
  return `community-${community.replace(':', '-')}`;
}

function communityText(community: string): string {
  return community === '65535:0' ? 'graceful-shutdown' : community;
}
