import type { Attack } from '../attack';
import { echoOfBroadcasts } from '../defences/echo-of-broadcasts';
import { flood } from './flood';

/** One packet, as many answers as there are machines (RFC 2644). */
export const broadcastEcho: Attack = {
  name: 'broadcast-echo',
  summary: 'sends echo requests to the broadcast address of its network',
  origins: ['client', 'host'],
  attacked: 'whoever is named as the source: it gets an answer of every machine',
  scene: 'served',
  harms: ['reflected'],
  defence: [echoOfBroadcasts],
  ...flood(500, ({ own }) => ['--icmp', own.prefix.address(2 ** (own.prefix.bits - own.prefix.length) - 1) ?? own.address]),
};
