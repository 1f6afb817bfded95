import type { Attack } from '../attack';
import { flood } from './flood';

/** First parts of datagrams of which nothing else ever comes: the border keeps them and waits. */
export const fragments: Attack = {
  name: 'fragments',
  summary: 'floods the border with first fragments, and sends no second one',
  origins: ['client', 'host'],
  attacked: 'the memory in which the kernel of the border puts fragments together',
  scene: 'served',
  harms: ['sessions', 'withdrawals', 'slower'],
  defence: { inside: 'the limit of the kernel (net.ipv4.ipfrag_high_thresh)' },
  ...flood(2000, ({ gateway }) => ['--udp', '-x', '-p', '9', '-d', '1400', gateway]),
};
