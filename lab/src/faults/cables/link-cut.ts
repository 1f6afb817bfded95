import { fault } from '../fault';
import { cut, portsText } from '../parts';
import { cableTarget } from '../target';

/** A cable is cut, and both ends see it. */
export const linkCut = fault({
  name: 'link-cut',
  summary: 'a cable is cut: its ends lose the carrier and notice at once',
  target: cableTarget,
  endsBfd: true,
  takesPower: false,
  about: 'outage',
  predicts: (_, target) => ({ down: [target] }),
  does: {
    everywhere: (ports, { lab }) => ({
      detail: `no carrier at ${portsText(ports)}`,
      inject: (injection) => cut(lab, ports, 'carrier', injection),
    }),
  },
});
