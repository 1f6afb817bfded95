import type { Attack } from '../attack';
import { announcing } from './announced';

/** Who is not asked to serve a VIP announces it, by a shorter path than those who are. */
export const foreignVip: Attack = {
  name: 'foreign-vip',
  summary: 'announces a VIP that its site does not serve, by a shorter path than those that do',
  origins: ['customer', 'host'],
  attacked: 'a VIP of another site',
  scene: 'foreign',
  ...announcing(({ vip }) => ({ prefixes: [`${vip}/32`] })),
};
