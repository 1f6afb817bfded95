import type { Defence } from './defence';
import { hearing } from './defence';
import { editBlock, inFamily, peerIn, reconfigured } from './reconfigured';

/** Name of the route map that takes everything. */
const everything = 'lab-everything';

/** The filter of what the attacked router takes from the attacker, with all that it takes off or sets anew. */
export const importFilter: Defence = {
  what: 'import filter',
  remove: (lab, scene) =>
    reconfigured(hearing(lab, scene), {
      frr: (running) => {
        const peer = peerIn(running, scene.own.address);
        const own = new RegExp(`^  neighbor ${peer} route-map (\\S+) in$`, 'm').exec(running)?.[1];
        if (own === undefined) throw new Error(`FRR has no import filter of ${peer}`);
        const map = (name: string) => inFamily(running, [`neighbor ${peer} route-map ${name} in`]);
        return {
          off: [`route-map ${everything} permit 10`, 'exit', ...map(everything)],
          on: [...map(own), `no route-map ${everything}`],
        };
      },
      bird: (text) =>
        editBlock(text, scene.own.address, (block) =>
          block.replace(/(import filter \{\s*)if ! policy_\w+\(\) then reject;/, '$1'),
        ),
    }),
};
