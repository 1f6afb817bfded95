import { ofFamily } from '../../model';
import type { DerivedModel, Site } from '../../model';
import type { Rule } from '../rule';
import { servedFamilies } from '../../readings/cluster-families';

/** A site's host network has the families that the site serves. */
export const vipFamilyNotInHostNetwork: Rule = {
  id: 'vip-family-not-in-host-network',
  severity: 'error',
  title: 'The host network of a site has every family of which the site serves a VIP.',
  explanation:
    'Each family has BGP sessions of its own: where hosts and borders have no address of a family, nobody announces its VIPs, and nothing could be forwarded to them.',
  allowed: 'in lan, or plan.hosts, a prefix of each family that is served',
  remedy: 'Give the host network a prefix of that family, or take the VIP of the other family out.',
  needs: ['plan', 'sites.*', 'services.*'],
  acknowledgeable: false,
  *check(fleet) {
    for (const site of fleet.sites) {
      // A site without a host network is told by the rule no-address.
      if (site.lan.length === 0) continue;
      const { path, value } = hostNetwork(fleet, site);
      for (const family of servedFamilies(site))
        if (!ofFamily(site.lan, family))
          yield { path, value, message: `${site.name} serves VIPs of IPv${family}, and its host network has none of it.` };
    }
  },
};

function hostNetwork({ description }: DerivedModel, site: Site): { readonly path: string; readonly value: unknown } {
  const own = description.sites[site.name]?.lan;
  return own === undefined ? { path: 'plan.hosts', value: description.plan?.hosts } : { path: `${site.path}.lan`, value: own };
}
