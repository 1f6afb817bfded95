import type { FaultVerb } from './verb';
import { cut } from './parts';
import { cablesOf } from './target';

/** A cable is cut, and both ends see it. */
export const linkCut: FaultVerb = {
  name: 'link-cut',
  endsBfd: true,
  summary: 'a cable is cut: its ends lose the carrier and notice at once',
  target: '<node--node | node:interface>',
  prepare: (lab, { target }) => {
    const ports = cablesOf(lab, target);
    return Promise.resolve({
      detail: `no carrier at ${ports.map(({ node, name }) => `${node}:${name}`).join(', ')}`,
      inject: (injection) => cut(lab, ports, 'carrier', injection),
    });
  },
};
