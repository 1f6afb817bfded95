import type { Attack } from '../attack';
import { serving } from './serving';

/** The best path is told to nobody: the site is gone for all others. */
export const noAdvertise: Attack = {
  name: 'no-advertise',
  summary: 'a host announces its VIP with NO_ADVERTISE: the border tells nobody of it any more',
  origins: ['host'],
  attacked: 'the VIP as the rest of the fleet sees it (RFC 1997)',
  scene: 'served',
  ...serving('65535:65282'),
};
