import type { Rule } from '../rule';

/** The ends of an eBGP session have different AS numbers. */
export const ebgpEqualAs: Rule = {
  id: 'ebgp-equal-as',
  severity: 'error',
  title: 'The ends of an eBGP session have different AS numbers.',
  explanation:
    'With equal numbers the session is iBGP: other rules of route exchange hold, VIPs are not passed on, GRACEFUL_SHUTDOWN is not honoured, and FRR and BIRD refuse the roles of RFC 9234.',
  allowed: 'different AS numbers',
  remedy: 'Give one end another AS.',
  acknowledgeable: false,
  *check(fleet) {
    for (const site of fleet.sites) {
      for (const uplink of site.uplinks) {
        if (uplink.pe.network.as === site.as)
          yield {
            path: `${site.path}.as`,
            value: site.as,
            message: `${site.name} has the AS of ${uplink.pe.network.name}, its upstream.`,
          };
      }
      if (site.hosts.some((host) => host.sessionAs === site.as))
        yield { path: `${site.path}.as`, value: site.as, message: `${site.name} and its hosts have one AS.` };
    }
    for (const exchange of fleet.exchanges) {
      const networks = [...new Set(exchange.members.map((member) => member.router.network))];
      for (const [index, network] of networks.entries()) {
        const twin = networks.slice(0, index).find((other) => other.as === network.as);
        if (twin)
          yield {
            path: `${network.path}.as`,
            value: network.as,
            message: `${network.name} and ${twin.name} meet at ${exchange.name} with one AS.`,
          };
      }
    }
  },
};
