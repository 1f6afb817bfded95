import type { FaultVerb } from './verb';
import { cut } from './parts';
import { cablesOf } from './target';

/** A cable loses every frame, and its ends see nothing of it: as a switch in between does that has failed. */
export const linkSilent: FaultVerb = {
  name: 'link-silent',
  endsBfd: true,
  summary: 'a cable loses every frame both ways and keeps its carrier',
  target: '<node--node | node:interface>',
  prepare: (lab, { target }) => {
    const ports = cablesOf(lab, target);
    return Promise.resolve({
      detail: `silent: ${ports.map(({ node, name }) => `${node}:${name}`).join(', ')}`,
      inject: (injection) => cut(lab, ports, 'silent', injection),
    });
  },
};
