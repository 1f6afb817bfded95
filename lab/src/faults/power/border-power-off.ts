import { fault } from '../fault';
import { powerOff } from '../parts';
import { cablesOf, routerTarget } from '../target';

/** A router loses power; named for the border, which matters most, and good for any. */
export const borderPowerOff = fault({
  name: 'border-power-off',
  summary: 'a router loses power: its cables fall silent, then all its processes end',
  target: routerTarget,
  endsBfd: true,
  takesPower: true,
  about: 'outage',
  predicts: (_, target) => ({ down: [target] }),
  does: {
    everywhere: (router, { lab }) => {
      const ports = cablesOf(lab, router.name);
      return {
        detail: `${router.name} without power`,
        inject: (injection) => powerOff(lab, router.name, ports, () => router.boot(), injection),
      };
    },
  },
});
