import { fault } from '../fault';
import { cut, portsText } from '../parts';
import { cableTarget } from '../target';

/** A cable loses every frame, and its ends see nothing of it: as a switch in between does that has failed. */
export const linkSilent = fault({
  name: 'link-silent',
  summary: 'a cable loses every frame both ways and keeps its carrier',
  target: cableTarget,
  endsBfd: true,
  takesPower: false,
  about: 'outage',
  predicts: (_, target) => ({ down: [target] }),
  does: {
    everywhere: (ports, { lab }) => ({
      detail: `silent: ${portsText(ports)}`,
      inject: (injection) => cut(lab, ports, 'silent', injection),
    }),
  },
});
