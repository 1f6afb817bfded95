import type { Attack } from '../attack';
import { sessionSources } from '../defences/session-sources';
import { announcing } from './announced';

/** A client speaks BGP as if it were a host. */
export const wrongAddress: Attack = {
  name: 'wrong-address',
  summary: 'a client opens a session as hosts do, and announces a VIP of the site',
  origins: ['client'],
  attacked: 'the sessions of hosts: who may open one',
  scene: 'served',
  ...announcing(({ vip }) => ({ prefixes: [`${vip}/32`] })),
  defence: sessionSources,
};
