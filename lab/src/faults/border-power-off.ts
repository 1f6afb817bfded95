import type { FaultVerb } from './verb';
import { powerOff } from './parts';
import { ownCables, routerOf } from './target';

/** A router loses power; named for the border, which matters most, and good for any. */
export const borderPowerOff: FaultVerb = {
  name: 'border-power-off',
  endsBfd: true,
  summary: 'a router loses power: its cables fall silent, then all its processes end',
  target: '<router>',
  prepare: (lab, { target }) => {
    const router = routerOf(lab, target);
    const ports = ownCables(lab, target);
    return Promise.resolve({
      detail: `${target} without power`,
      inject: (injection) => powerOff(lab, target, ports, () => router.boot(), injection),
    });
  },
};
