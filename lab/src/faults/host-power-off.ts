import type { FaultVerb } from './verb';
import { powerOff } from './parts';
import { hostOf, ownCables } from './target';

/** A host loses power: silence, and nothing of it is left. */
export const hostPowerOff: FaultVerb = {
  name: 'host-power-off',
  endsBfd: true,
  summary: 'a host loses power: its cables fall silent, then all its processes end',
  target: '<site/host>',
  prepare: (lab, { target }) => {
    const site = hostOf(lab, target);
    const ports = ownCables(lab, target);
    return Promise.resolve({
      detail: `${target} without power`,
      inject: (injection) => powerOff(lab, target, ports, () => site.bootHost(target), injection),
    });
  },
};
