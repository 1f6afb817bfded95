import { fault } from '../fault';
import { cut } from '../parts';
import { cablesOf, siteTarget } from '../target';

/** A site is cut off from the network; inside, everything runs on. */
export const partition = fault({
  name: 'partition',
  summary: 'all uplinks of a site fall silent; inside it everything runs on',
  target: siteTarget,
  endsBfd: true,
  takesPower: false,
  about: 'outage',
  predicts: (fleet, target) => ({
    down: fleet.site(target).uplinks.map(({ border, borderInterface }) => `${border.fullName}:${borderInterface}`),
  }),
  does: {
    everywhere: ({ site: { name, uplinks } }, { lab }) => {
      const ports = uplinks.flatMap(({ border, borderInterface }) => cablesOf(lab, `${border.fullName}:${borderInterface}`));
      return {
        detail: `${uplinks.length} uplinks of ${name} silent`,
        inject: (injection) => cut(lab, ports, 'silent', injection),
      };
    },
  },
});
