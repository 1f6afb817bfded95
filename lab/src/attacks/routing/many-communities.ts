import type { Attack } from '../attack';
import { servingWith } from './serving';

/**
 * As many as fit in an UPDATE of 4,096 bytes with all else, 4 bytes each: the border, which adds its AS to the path, has no room for them any
 * more where its neighbor takes no longer messages (RFC 8654).
 */
const count = 1011;

/** Every router further on keeps, compares and sends all of them. */
export const manyCommunities: Attack = {
  name: 'many-communities',
  summary: `a host announces its VIP with ${count.toLocaleString('en')} communities`,
  origins: ['host'],
  attacked: 'the routers further on, whose own attributes find no room in a message any more',
  scene: 'served',
  ...servingWith(Array.from({ length: count }, (_, number) => `64999:${number}`)),
};
