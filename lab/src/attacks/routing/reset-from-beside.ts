import type { Attack } from '../attack';
import { ownLink } from '../defences/own-link';
import { spoofedBeside } from './spoofed';
import { reset } from './spoofed-reset';

/** Who is as near to the PE as the neighbor itself has the TTL of a neighbor, too. */
export const resetFromBeside: Attack = {
  name: 'reset-from-beside',
  summary: 'sends a TCP RST in the name of a border to its PE from another port of the same PE, with the TTL of a neighbor',
  attacked: 'the TCP connection under the session of an uplink, where GTSM sees nothing',
  ...spoofedBeside('4 packets/s', reset),
  defence: [ownLink],
};
