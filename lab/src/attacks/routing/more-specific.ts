import type { Attack } from '../attack';
import { announcing } from './announced';

/** A part of the client network is announced from elsewhere: the answers to the clients go there, since the longer prefix wins. */
export const moreSpecific: Attack = {
  name: 'more-specific',
  summary: "announces the client's own address as a prefix of its own, longer than that of its network: answers go astray",
  origins: ['customer', 'host'],
  attacked: 'the network of the clients; a VIP is a /32 already, and nothing is longer',
  scene: 'foreign',
  ...announcing(({ clientAddress }) => ({ prefixes: [`${clientAddress}/32`] })),
};
