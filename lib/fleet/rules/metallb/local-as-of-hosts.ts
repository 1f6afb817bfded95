import type { Rule } from '../rule';

/** The local AS is another than that of the hosts. */
export const localAsOfHosts: Rule = {
  id: 'local-as-of-hosts',
  severity: 'error',
  title: 'The local AS is another than that of the hosts.',
  explanation:
    'FRR refuses a local AS that is the AS of its BGP instance ("Cannot have local-as same as BGP AS number"), and with it MetalLB the whole configuration of the host.',
  allowed: 'an AS that no host of the site has, or no localAS',
  remedy: 'Take `localAS` out: the hosts show their own AS without it.',
  acknowledgeable: false,
  *check(fleet) {
    for (const { path, hosts, metallb } of fleet.sites) {
      const { mode, localAS } = metallb;
      const host = mode === 'frr' ? hosts.find(({ as }) => as === localAS) : undefined;
      if (host)
        yield { path: `${path}.metallb.localAS`, value: localAS, message: `AS ${localAS} is that of ${host.fullName} itself.` };
    }
  },
};
