import type { Attack } from '../attack';
import { synCookies } from '../defences/syn-cookies';
import { spareIn } from '../scene';
import { flood } from './flood';

/** Connections that are begun and never finished take the places of those that would be (RFC 4987). */
export const synFlood: Attack = {
  name: 'syn-flood',
  summary: 'a client begins connections to the VIP in the name of a neighbor that is not there, and finishes none',
  origins: ['client'],
  attacked: 'the places for half-open connections at the hosts',
  scene: 'served',
  harms: ['slower'],
  defence: [synCookies],
  ...flood(2000, (scene) => ['-S', '-a', spareIn(scene), '-p', String(scene.port), scene.vip]),
};
