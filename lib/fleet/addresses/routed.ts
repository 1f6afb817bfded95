import type { Family } from './address';

/**
 * Prefixes that are never routed between routers (RFC 6890): this host, loopback, link-local, multicast, reserved; in `::/8` also
 * IPv4-mapped addresses and those of NAT64 (RFC 6052). Private and documentation space is left out: operators number their fleets
 * from it. Every router filters them, and rules refuse a fleet that needs one routed.
 */
export const bogons: Readonly<Record<Family, readonly string[]>> = {
  4: ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/4', '240.0.0.0/4'],
  6: ['::/8', 'fe80::/10', 'ff00::/8'],
};

/**
 * Link-local IPv4 (RFC 3927): usual on tunnels of clouds. It serves a link or an exchange, whose addresses are never announced, and
 * the packet filter of a router lets in what lies in the networks of its own interfaces.
 */
export const linkLocal = '169.254.0.0/16';

/** Longest prefix of a network that is taken from another router; VIPs, which are single addresses, have a rule of their own. */
export const longestNetwork: Readonly<Record<Family, number>> = { 4: 30, 6: 64 };
