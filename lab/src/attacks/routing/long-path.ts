import type { Attack } from '../attack';
import { announcing } from './announced';

/** Length of the path, AS numbers. The longest that is seen in the Internet is below 50; limits of providers begin there. */
const pathLength = 200;

/** Daemons have failed of long paths before, those further on more than those that heard them. */
export const longPath: Attack = {
  name: 'long-path',
  summary: `announces a route with a path of ${pathLength} AS numbers`,
  origins: ['customer', 'host'],
  attacked: 'routers further on, which take the path and make it longer',
  scene: 'foreign',
  ...announcing(({ as, vip }) => ({ prefixes: [`${vip}/32`], path: Array.from({ length: pathLength }, () => as) })),
  harms: ['routes'],
};
