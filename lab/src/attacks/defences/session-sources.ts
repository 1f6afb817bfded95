import type { Defence } from './defence';
import { hearing } from './defence';
import { editedFilter } from './packet-filter';
import { editBlock, peerIn, reconfigured } from './reconfigured';

/** Rule by which the packet filter takes sessions from everywhere: the first of its chain. */
const fromAnywhere = 'tcp dport 179 accept';

/** Who may open a session with the border: the host network alone, by the packet filter and by the daemon. */
export const sessionSources: readonly Defence[] = [
  {
    what: 'packet filter',
    remove: (lab, scene) =>
      editedFilter(hearing(lab, scene).node, (lines) => {
        const input = lines.findIndex((line) => line.includes('hook input'));
        return input < 0 ? lines : lines.toSpliced(input + 1, 0, fromAnywhere);
      }),
  },
  {
    what: 'range of hosts',
    remove: (lab, scene) =>
      reconfigured(hearing(lab, scene), {
        frr: (running) => {
          const as = /^router bgp (\d+)/m.exec(running)?.[1] ?? '';
          const group = peerIn(running, scene.own.address);
          const range = `bgp listen range ${scene.own.prefix.toString()} peer-group ${group}`;
          return { off: [`router bgp ${as}`, range, 'exit'], on: [`router bgp ${as}`, `no ${range}`, 'exit'] };
        },
        bird: (text) =>
          editBlock(text, scene.own.address, (block) =>
            block
              .replace(/neighbor range \S+ as/, 'neighbor range 0.0.0.0/0 as')
              .replace(/local \S+ as/, 'local as')
              .replace(/^\s+interface ".*";\n/m, ''),
          ),
      }),
  },
];
