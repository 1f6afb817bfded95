import type { FaultVerb } from './verb';
import { cut } from './parts';
import { cablesOf } from './target';

/** An exchange is lost: its switch has no power. */
export const exchangeLoss: FaultVerb = {
  name: 'exchange-loss',
  endsBfd: true,
  summary: 'an exchange is lost: all its members lose the carrier of their ports there',
  target: '<exchange>',
  prepare: (lab, { target }) => {
    const { exchanges } = lab.fleet;
    const exchange = exchanges.find(({ name }) => name === target);
    if (!exchange) {
      const there = exchanges.map(({ name }) => name).join(', ') || 'none';
      return Promise.reject(new Error(`there is no exchange '${target}'; there are: ${there}`));
    }
    const ports = exchange.members.flatMap((member) => cablesOf(lab, `${member.router.fullName}:${member.interface}`));
    return Promise.resolve({
      detail: `no carrier at ${ports.map(({ node, name }) => `${node}:${name}`).join(', ')}`,
      inject: (injection) => cut(lab, ports, 'carrier', injection),
    });
  },
};
