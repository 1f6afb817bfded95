import type { Attack } from '../attack';
import { importFilter } from '../defences/import-filter';
import { prefixLimit } from '../defences/prefix-limit';
import { longestMessage, update, usual } from '../speaker/messages';
import { speak } from '../speaker/speaker';

/** Number of prefixes, which is what leaks of routes have. */
const count = 100_000;
/**
 * Number of them where nothing defends: every router of the lab takes them, passes them on and forgets them again, on one machine. With all of
 * them that takes minutes (zebra of FRR 8.4).
 */
const undefendedCount = 5000;
/** Prefixes in one UPDATE: 4 bytes each, and some hundred for all else. */
const inOne = Math.floor((longestMessage - 200) / 4);

/** A leak of routes: it takes memory, and processors of every router that passes it on. */
export const manyPrefixes: Attack = {
  name: 'many-prefixes',
  summary: `announces ${count.toLocaleString('en')} prefixes of /24, and ${undefendedCount.toLocaleString('en')} where nothing defends`,
  origins: ['customer', 'host'],
  attacked: 'memory and processors of the routers',
  scene: 'foreign',
  harms: ['routes', 'sessions', 'slower'],
  tool: 'speaker',
  rate: `${count.toLocaleString('en')} prefixes a session, ${undefendedCount.toLocaleString('en')} where nothing defends`,
  defence: [importFilter, prefixLimit],
  isHeavy: true,
  begin: (scene, attacker, isDefended) => {
    const number = isDefended ? count : undefendedCount;
    const attributes = usual([scene.as], scene.own.address);
    const messages = Array.from({ length: Math.ceil(number / inOne) }, (_, part) =>
      update(attributes, prefixesFrom(part * inOne, Math.min(inOne, number - part * inOne))),
    );
    return speak(attacker, scene, messages);
  },
};

/** Prefixes of /24 from 100.0.0.0 on, which no fleet of the lab uses. */
function prefixesFrom(first: number, length: number): string[] {
  return Array.from({ length }, (_, place) => {
    const index = first + place;
    return `${100 + (index >> 16)}.${(index >> 8) & 0xff}.${index & 0xff}.0/24`;
  });
}
