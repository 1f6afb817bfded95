import type { Attack } from '../attack';
import { importFilter } from '../defences/import-filter';
import { communities, update, usual } from '../speaker/messages';
import { speak } from '../speaker/speaker';

/** What attacks share in which a host that may announce a VIP marks it. */
type Serving = Pick<Attack, 'tool' | 'rate' | 'defence' | 'harms' | 'own' | 'isServing' | 'begin'>;

/** A host that serves announces its VIP with one community; the border is to take it off. */
export function serving(community: string): Serving {
  return servingWith([community]);
}

/** As {@link serving}, with several. */
export function servingWith(values: readonly string[]): Serving {
  return {
    tool: 'speaker',
    rate: 'one UPDATE a session',
    harms: ['withdrawals', 'slower', 'sessions'],
    defence: [importFilter],
    own: 1,
    isServing: true,
    begin: async (scene, attacker) => {
      await attacker.serve(scene);
      return speak(attacker, scene, [
        update([...usual([scene.as], scene.own.address), communities(values)], [`${scene.vip}/32`]),
      ]);
    },
  };
}
