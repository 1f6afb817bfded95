import type { Attack, UnderWay } from '../attack';
import type { Attacker } from '../attacker';
import { importFilter } from '../defences/import-filter';
import type { Scene } from '../scene';
import { update, usual } from '../speaker/messages';
import type { Attribute } from '../speaker/messages';
import { speak } from '../speaker/speaker';

/** What an attacker announces. */
interface Announced {
  readonly prefixes: readonly string[];
  /** @default - its own AS */
  readonly path?: readonly number[];
  /** Further attributes. @default - none */
  readonly further?: readonly Attribute[];
}

/** What all attacks share that announce some routes. */
export type Announcing = Pick<Attack, 'tool' | 'rate' | 'defence' | 'harms' | 'begin'>;

/** Announces routes that the attacker has no right to; the import filter is to refuse them. */
export function announcing(announced: (scene: Scene) => Announced): Announcing {
  return {
    tool: 'speaker',
    rate: 'one UPDATE a session',
    harms: ['routes', 'hijacked', 'slower'],
    defence: [importFilter],
    begin: (scene: Scene, attacker: Attacker): Promise<UnderWay> => {
      const { prefixes, path = [scene.as], further = [] } = announced(scene);
      return speak(attacker, scene, [update([...usual(path, scene.own.address), ...further], prefixes)]);
    },
  };
}
