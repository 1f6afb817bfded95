import type { Attack } from '../attack';
import { flood } from './flood';

/** As much as goes into an Ethernet frame, with the headers of IP and UDP. */
const bytes = '1472';

/** Few packets, many bytes. */
export const largePackets: Attack = {
  name: 'large-packets',
  summary: 'floods the BFD port of the border with the largest datagrams that need no fragments',
  origins: ['host'],
  attacked: 'the links of the site, and the BFD daemon of the border',
  scene: 'served',
  harms: ['sessions', 'withdrawals', 'slower'],
  defence: { inside: 'the BFD daemon, which throws away what is of no session' },
  ...flood(5000, ({ gateway }) => ['--udp', '-p', '3784', '-k', '-d', bytes, '-t', '255', gateway]),
};
