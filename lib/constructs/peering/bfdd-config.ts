import { isAddress } from '../../fleet/addresses/address';
import type { Bfd } from '../../fleet/model';

/** What the BFD daemon of every host watches. */
export interface BfddConfig {
  readonly bfd: Bfd;
  /** IPv4 addresses of the border routers in the host network. */
  readonly peers: readonly string[];
  /** The host's own address. @default - the one that its routes choose, so that all hosts share a file */
  readonly from?: string;
}

/**
 * `bfdd.conf` of FRR: one session with every border router. IPv4 only: native mode, which needs it, announces no IPv6.
 *
 * @throws Error if a peer, or `from`, is no address
 */
export function bfddConfig({ bfd, peers, from }: BfddConfig): string {
  const wrong = [...peers, ...(from === undefined ? [] : [from])].find((address) => !isAddress(address));
  if (wrong !== undefined) throw new Error(`peers: '${wrong}' is no address; allowed: an IPv4 address`);
  return [
    'bfd',
    ' profile border',
    `  receive-interval ${bfd.intervalMs}`,
    `  transmit-interval ${bfd.intervalMs}`,
    `  detect-multiplier ${bfd.multiplier}`,
    ' exit',
    ...peers.flatMap((peer) => [
      ` peer ${peer}${from === undefined ? '' : ` local-address ${from}`}`,
      '  profile border',
      ' exit',
    ]),
    'exit',
    '',
  ].join('\n');
}
