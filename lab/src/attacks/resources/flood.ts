import type { Attack, UnderWay } from '../attack';
import type { Attacker } from '../attacker';
import type { Scene } from '../scene';

/** What attacks share that send packets at a rate. */
type Flood = Pick<Attack, 'tool' | 'rate' | 'begin'>;

/**
 * Sends packets with hping3 at a rate that is bounded.
 *
 * @param packetsPerS the most that is sent; what the machine really sends is measured
 * @param words arguments of hping3, the destination last
 */
export function flood(packetsPerS: number, words: (scene: Scene, attacker: Attacker) => readonly string[]): Flood {
  return {
    tool: 'hping3',
    rate: `${packetsPerS.toLocaleString('en')} packets/s`,
    begin: (scene, attacker): Promise<UnderWay> => {
      const interval = `u${Math.round(1e6 / packetsPerS)}`;
      const child = attacker.start('hping3', ['-q', '-n', '-i', interval, ...words(scene, attacker)]);
      let isOver = false;
      void child.exited.then(() => (isOver = true));
      return Promise.resolve({
        said: () => (isOver ? `hping3 ended: ${child.said().slice(0, 200)}` : 'hping3 sends'),
        end: async () => {
          child.kill();
          await child.exited;
        },
      });
    },
  };
}
