import type { Attack } from '../attack';
import { announcing } from './announced';

/** The path ends in the AS that really announces the VIP, so that what looks at the origin alone takes it. */
export const forgedPath: Attack = {
  name: 'forged-path',
  summary: 'announces a VIP of another site with a path that ends in the right AS',
  origins: ['customer'],
  attacked: 'a VIP of another site, where the origin alone is looked at',
  scene: 'foreign',
  ...announcing(({ vip, as, site }) => ({ prefixes: [`${vip}/32`], path: [as, site.hostAs] })),
};
