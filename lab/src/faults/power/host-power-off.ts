import { fault } from '../fault';
import { powerOff } from '../parts';
import { cablesOf, hostTarget } from '../target';

/** A host loses power: silence, and nothing of it is left. */
export const hostPowerOff = fault({
  name: 'host-power-off',
  summary: 'a host loses power: its cables fall silent, then all its processes end',
  target: hostTarget,
  endsBfd: true,
  takesPower: true,
  about: 'outage',
  predicts: (_, target) => ({ down: [target] }),
  does: {
    everywhere: ({ site, host }, { lab }) => {
      const ports = cablesOf(lab, host);
      return {
        detail: `${host} without power`,
        inject: (injection) => powerOff(lab, host, ports, () => site.bootHost(host), injection),
      };
    },
  },
});
