import type { Attack } from '../attack';
import { announcing } from './announced';

/** What nobody has a route to goes to the attacker. */
export const defaultRoute: Attack = {
  name: 'default-route',
  summary: 'announces 0.0.0.0/0: what nobody has a route to goes to the attacker',
  origins: ['customer', 'host'],
  attacked: 'everything without a route of its own',
  scene: 'foreign',
  ...announcing(() => ({ prefixes: ['0.0.0.0/0'] })),
};
