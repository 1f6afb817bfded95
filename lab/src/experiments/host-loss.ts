import type { Cell, Experiment } from '../measure/cell';
import { servingHost } from '../measure/serving-host';
import { phaseSpan, placeIn, siteAt } from './place';

/** Hosts lose power without a word: one of several, and all of a site. */
export const hostLoss: Experiment = {
  name: 'host-loss',
  title: 'Hosts lose power',
  question: 'How long are clients without answer when a host, or all hosts of a site, fall silent?',
  cells({ fleet }) {
    const { client, site, order } = placeIn(fleet);
    const common = { client, setUp: [], first: site.name, phaseSpanMs: phaseSpan(site.bfd) };
    const one: Cell = {
      ...common,
      name: 'one-host',
      title: `the serving host of ${site.hosts.length} in ${site.name} loses power`,
      faults: [{ verb: 'host-power-off', target: servingHost }],
      after: 'other-host',
      budget: { site: site.name, case: 'host-loss' },
      flows: true,
    };
    const all: Cell = {
      ...common,
      name: 'all-hosts',
      title: `all hosts of ${site.name} lose power`,
      faults: site.hosts.map((host) => ({ verb: 'host-power-off', target: host.fullName })),
      after: 'other-site',
      next: siteAt(order, 1),
      budget: { site: site.name, case: 'all-hosts-loss' },
    };
    return site.hosts.length > 1 ? [one, all] : [all];
  },
};
