import type { FaultVerb } from './verb';
import { cut } from './parts';
import { cablesOf } from './target';

/** A cable loses a share of the frames. */
export const loss: FaultVerb = {
  name: 'loss',
  endsBfd: true,
  summary: 'a cable loses this percentage of frames at random, each way',
  target: '<node--node | node:interface> <percentage, such as 20%>',
  prepare: (lab, { target, options = [] }) => {
    const percent = Number(/^(\d+(?:\.\d+)?)%?$/.exec(options[0] ?? '')?.[1]);
    if (!(percent > 0 && percent <= 100))
      return Promise.reject(
        new Error(`loss = '${options[0] ?? ''}': allowed is a percentage above 0% and up to 100%, such as 20%`),
      );
    // One end of a link is enough: it drops both ways.
    const ports = cablesOf(lab, target);
    const [first] = ports;
    const once = first && lab.network.otherEnd(first) ? [first] : ports;
    return Promise.resolve({
      detail: `${percent}% of frames lost at ${once.map(({ node, name }) => `${node}:${name}`).join(', ')}`,
      inject: (injection) => cut(lab, once, percent, injection),
    });
  },
};
