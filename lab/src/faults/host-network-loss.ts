import type { FaultVerb } from './verb';
import { cut } from './parts';
import { hostOf, ownCables } from './target';

/** A host runs on, and nobody hears it. */
export const hostNetworkLoss: FaultVerb = {
  name: 'host-network-loss',
  endsBfd: true,
  summary: 'a host runs on with all its cables silent',
  target: '<site/host>',
  prepare: (lab, { target }) => {
    hostOf(lab, target);
    const ports = ownCables(lab, target);
    return Promise.resolve({
      detail: `${target}: ${ports.map(({ name }) => name).join(', ')} silent`,
      inject: (injection) => cut(lab, ports, 'silent', injection),
    });
  },
};
