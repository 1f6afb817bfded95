import { fault } from '../fault';
import { cut, portsText } from '../parts';
import { cablesOf, exchangeTarget } from '../target';

/** An exchange is lost: its switch has no power. */
export const exchangeLoss = fault({
  name: 'exchange-loss',
  summary: 'an exchange is lost: all its members lose the carrier of their ports there',
  target: exchangeTarget,
  endsBfd: true,
  takesPower: false,
  about: 'outage',
  predicts: (_, target) => ({ down: [`exchanges.${target}`] }),
  does: {
    everywhere: ({ members }, { lab }) => {
      const ports = members.flatMap((member) => cablesOf(lab, `${member.router.fullName}:${member.interface}`));
      return {
        detail: `no carrier at ${portsText(ports)}`,
        inject: (injection) => cut(lab, ports, 'carrier', injection),
      };
    },
  },
});
