import type { Attack } from '../attack';
import { announcing } from './announced';

/** Length of the prefix that is announced around the VIP: shorter than any pool of a site. */
const length = 16;

/** What covers the VIP waits for the moment at which nobody announces it. */
export const coveringRoute: Attack = {
  name: 'covering-route',
  summary: 'announces a prefix around the VIP: it has the VIP as soon as nobody announces that',
  origins: ['customer', 'host'],
  attacked: 'a VIP while it is withdrawn, and the addresses around it',
  scene: 'foreign',
  ...announcing(({ vip }) => ({ prefixes: [`${vip.split('.').slice(0, 2).join('.')}.0.0/${length}`] })),
};
