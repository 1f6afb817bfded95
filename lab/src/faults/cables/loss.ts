import { UsageError } from '../../usage/usage-error';
import { fault, unpredicted } from '../fault';
import type { Target } from '../fault';
import type { Port } from '../../network/port';
import { cut, portsText } from '../parts';
import { cablesOf, cableTarget } from '../target';

const lossyCable: Target<{ readonly ports: readonly Port[]; readonly percent: number }> = {
  text: `${cableTarget.text} <percentage, such as 20%>`,
  find: (lab, { target, options = [] }) => {
    const [share = '', ...more] = options;
    const percent = Number(/^(\d+(?:\.\d+)?)%?$/.exec(share)?.[1]);
    if (more.length || !(percent > 0 && percent <= 100))
      throw new UsageError(`loss = '${options.join(' ')}': allowed is a percentage above 0% and up to 100%, such as 20%`);
    // One end of a link is enough: it drops both ways.
    const ports = cablesOf(lab, target);
    const [first] = ports;
    return { percent, ports: first && lab.network.otherEnd(first) ? [first] : ports };
  },
};

/** A cable loses a share of the frames. */
export const loss = fault({
  name: 'loss',
  summary: 'a cable loses this percentage of frames at random, each way',
  target: lossyCable,
  endsBfd: true,
  takesPower: false,
  about: 'outage',
  predicts: unpredicted,
  does: {
    everywhere: ({ ports, percent }, { lab }) => ({
      detail: `${percent}% of frames lost at ${portsText(ports)}`,
      inject: (injection) => cut(lab, ports, percent, injection),
    }),
  },
});
