import type { Defence } from './defence';
import { hearing } from './defence';
import { editBlock, inFamily, peerIn, reconfigured } from './reconfigured';

/** The most prefixes that the attacked router takes from the attacker. */
export const prefixLimit: Defence = {
  what: 'maximum-prefix',
  remove: (lab, scene) =>
    reconfigured(hearing(lab, scene), {
      frr: (running) => {
        const peer = peerIn(running, scene.own.address);
        const own = new RegExp(`^  (neighbor ${peer} maximum-prefix .*)$`, 'm').exec(running)?.[1];
        if (own === undefined) throw new Error(`FRR has no limit of prefixes of ${peer}`);
        return {
          off: inFamily(running, [`no neighbor ${peer} maximum-prefix`]),
          on: inFamily(running, [own]),
        };
      },
      bird: (text) => editBlock(text, scene.own.address, (block) => block.replaceAll(/^\s+(receive|import) limit .*\n/gm, '')),
    }),
};
