import { ofFamily } from '../../model';
import type { Rule } from '../rule';

/** An MPLS backbone carries IPv4 only. */
export const ipv6OverMpls: Rule = {
  id: 'ipv6-over-mpls',
  severity: 'error',
  title: 'An MPLS backbone carries IPv4 only.',
  explanation: 'LDP is configured for IPv4; IPv6 across it would need 6PE (RFC 4798), which is not rendered.',
  allowed: 'IPv4 VIPs and uplinks, or transport plain',
  remedy: 'Set `transport: plain`, or leave IPv6 out of the plan.',
  acknowledgeable: false,
  *check(fleet) {
    for (const network of fleet.networks.filter((candidate) => candidate.transport === 'mpls')) {
      const uplink = fleet.sites
        .flatMap((site) => site.uplinks)
        .find((entry) => entry.pe.network === network && ofFamily(entry.peAddresses, 6));
      if (uplink)
        yield {
          path: `${network.path}.transport`,
          value: 'mpls',
          message: `${uplink.name} has IPv6, which ${network.name} does not carry.`,
        };
    }
  },
};
