import type { Family } from '../../fleet/addresses/address';

/**
 * Prefixes that are never routed between routers (RFC 6890): this host, loopback, link-local, multicast, reserved.
 * Private and documentation space is left out: operators number their fleets from it.
 */
export const bogons: Readonly<Record<Family, readonly string[]>> = {
  4: ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/4', '240.0.0.0/4'],
  6: ['::/8', 'fe80::/10', 'ff00::/8'],
};

/** Longest prefix of a network that is taken from another router; VIPs, which are single addresses, have a rule of their own. */
export const longestNetwork: Readonly<Record<Family, number>> = { 4: 30, 6: 64 };
