import type { Family } from '../../fleet/addresses/address';
import type { BorderRouter, Site, Uplink } from '../../fleet/model';
import { names } from './names';
import { refusedFromOutside } from './outside';
import type { LargeCommunity, Policy, PolicyRule } from './policy';

/**
 * What marks a route as the site's own: of its hosts, or a network that a border originates. Only such routes leave over an uplink, and
 * the mark itself never does. A site that learned a VIP from one provider must not tell it to another.
 */
export function ownMark(site: Site): LargeCommunity {
  return [site.as, 0, 1];
}

/** How every route of a site begins its way, whoever sent it: nothing of what a host says decides where it goes. */
const asNew = { originIgp: true, med: 0, stripCommunities: true } as const;

const accept = (prefixes: string, more: Partial<PolicyRule> = {}): PolicyRule => ({ action: 'accept', prefixes, ...more });
const refuse = (prefixes: string): PolicyRule => ({ action: 'refuse', prefixes });

/** All policies of a border for a family. @param validates see {@link refusedFromOutside} */
export function borderPolicies(border: BorderRouter, validates: boolean, family: Family): Policy[] {
  const { site } = border;
  const own = ownMark(site);
  const networks = names.siteNetworks(site.name, family);
  const vips = names.siteVips(site.name, family);
  return [
    { name: names.originated(family), family, rules: [accept(networks, { originIgp: true, med: 0, mark: own })] },
    ...hostSystems(site).map((as): Policy => ({
      name: names.hostsIn(as, family),
      family,
      rules: [accept(vips, { asPaths: [[as]], ...asNew, mark: own })],
    })),
    { name: names.nothing(family), family, rules: [] },
    ...(site.borders.length > 1 ? [borderIn(border, family), borderOut(border, family)] : []),
    ...border.uplinks.map((uplink) => uplinkIn(uplink, validates, family)),
    {
      name: names.uplinkOut(family),
      family,
      rules: [vips, networks].map((set) => accept(set, { largeCommunity: own, med: 0, stripCommunities: true })),
    },
  ];
}

/** The AS numbers that the hosts of a site show, each once. */
export function hostSystems(site: Site): number[] {
  return [...new Set(site.hosts.map((host) => host.sessionAs))];
}

/** The place of an uplink among those of its site, from 1. */
export function uplinkPlace(uplink: Uplink): number {
  return uplink.site.uplinks.indexOf(uplink) + 1;
}

/**
 * What a border takes over an uplink. The metric is the uplink's place in the site, and borders compare it whatever the AS it came from
 * ({@link BgpModel.comparesMed}): of equally long paths, the uplink described first wins, at every border, and no two are ever equal.
 * Flows of one client would else be spread over sites.
 */
function uplinkIn(uplink: Uplink, validates: boolean, family: Family): Policy {
  const { site, pe } = uplink;
  const place = uplinkPlace(uplink);
  const learned = { originIgp: true, med: place, stripCommunities: true } as const;
  return {
    name: names.uplinkIn(place, family),
    family,
    rules: [
      ...refusedFromOutside(pe.network.as, validates),
      refuse(names.bogons(family)),
      refuse(names.siteNetworks(site.name, family)),
      accept(names.vips(family), learned),
      accept(names.networks(family), learned),
    ],
  };
}

/**
 * What a border takes from another of its site: it is never sent on over an uplink, so it loses the mark. But where this border alone has
 * uplinks, it announces what it reaches over the other: a client network whose link to this one is down.
 */
function borderIn({ site, uplinks }: BorderRouter, family: Family): Policy {
  const alone = uplinks.length > 0 && site.uplinks.length === uplinks.length;
  return {
    name: names.borderIn(family),
    family,
    rules: [
      refuse(names.bogons(family)),
      accept(names.siteNetworks(site.name, family), { stripCommunities: true, ...(alone && { mark: ownMark(site) }) }),
      accept(names.vips(family), { stripCommunities: true }),
      accept(names.networks(family), { stripCommunities: true }),
    ],
  };
}

/**
 * What a border tells the others of its site: the networks on its own interfaces, with its place as the metric, and what it learned over
 * uplinks. Not the VIPs of the hosts, which have a session with every border: the others would only look for a path over this one first
 * whenever the hosts withdraw.
 */
function borderOut(border: BorderRouter, family: Family): Policy {
  const { site } = border;
  const place = site.borders.indexOf(border) + 1;
  return {
    name: names.borderOut(family),
    family,
    rules: [
      accept(names.siteNetworks(site.name, family), { med: place }),
      { action: 'refuse', largeCommunity: ownMark(site) },
      { action: 'accept' },
    ],
  };
}
