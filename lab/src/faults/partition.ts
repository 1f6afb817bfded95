import type { FaultVerb } from './verb';
import { cut } from './parts';
import { cablesOf, siteOf } from './target';

/** A site is cut off from the network; inside, everything runs on. */
export const partition: FaultVerb = {
  name: 'partition',
  endsBfd: true,
  summary: 'all uplinks of a site fall silent; inside it everything runs on',
  target: '<site>',
  prepare: (lab, { target }) => {
    const { site } = siteOf(lab, target);
    const ports = site.uplinks.flatMap(({ border, borderInterface }) => cablesOf(lab, `${border.fullName}:${borderInterface}`));
    return Promise.resolve({
      detail: `${site.uplinks.length} uplinks of ${target} silent`,
      inject: (injection) => cut(lab, ports, 'silent', injection),
    });
  },
};
