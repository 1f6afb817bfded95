import { isAddress } from '../../fleet/addresses/address';
import type { Bfd } from '../../fleet/model';

/** What the BFD daemon of every host watches. */
export interface BfddConfig {
  readonly bfd: Bfd;
  /** IPv4 addresses of the border routers in the host network. */
  readonly peers: readonly string[];
}

/**
 * `bfdd.conf` of FRR: one session with every border router. IPv4 only: a session over IPv6 needs the host's own address in the
 * file, and all hosts share one.
 *
 * @throws Error if a peer is no address
 */
export function bfddConfig({ bfd, peers }: BfddConfig): string {
  const wrong = peers.find((peer) => !isAddress(peer));
  if (wrong !== undefined) throw new Error(`peers: '${wrong}' is no address; allowed: an IPv4 address`);
  return [
    'bfd',
    ' profile border',
    `  receive-interval ${bfd.intervalMs}`,
    `  transmit-interval ${bfd.intervalMs}`,
    `  detect-multiplier ${bfd.multiplier}`,
    ' exit',
    ...peers.flatMap((peer) => [` peer ${peer}`, '  profile border', ' exit']),
    'exit',
    '',
  ].join('\n');
}
