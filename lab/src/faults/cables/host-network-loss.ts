import { fault } from '../fault';
import { cut } from '../parts';
import { cablesOf, hostTarget } from '../target';

/** A host runs on, and nobody hears it. */
export const hostNetworkLoss = fault({
  name: 'host-network-loss',
  summary: 'a host runs on with all its cables silent',
  target: hostTarget,
  endsBfd: true,
  takesPower: false,
  about: 'outage',
  predicts: (_, target) => ({ down: [target] }),
  does: {
    everywhere: ({ host }, { lab }) => {
      const ports = cablesOf(lab, host);
      return {
        detail: `${host}: ${ports.map(({ name }) => name).join(', ')} silent`,
        inject: (injection) => cut(lab, ports, 'silent', injection),
      };
    },
  },
});
