import type { Attack } from '../attack';
import { serving } from './serving';

/** Routers that honour the community throw away what goes there. */
export const blackhole: Attack = {
  name: 'blackhole',
  summary: 'a host announces its VIP with BLACKHOLE: routers that honour it throw away what goes there',
  origins: ['host'],
  attacked: 'the traffic to the VIP (RFC 7999)',
  scene: 'served',
  ...serving('65535:666'),
};
