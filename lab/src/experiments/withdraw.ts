import type { Experiment } from '../measure/cell';
import { phaseSpan, placeIn, siteAt } from './place';

/** The VIP is taken back while the application lives. */
export const withdraw: Experiment = {
  name: 'withdraw',
  title: 'A site withdraws its VIPs',
  question: 'Does any request get lost when all hosts of a site take the VIP back while the application still runs?',
  cells({ fleet }) {
    const { client, site, order } = placeIn(fleet);
    return [
      {
        name: 'withdraw',
        title: `${site.name} withdraws`,
        client,
        setUp: [],
        faults: [{ verb: 'withdraw', target: site.name }],
        first: site.name,
        after: 'other-site',
        next: siteAt(order, 1),
        budget: { site: site.name, case: 'withdraw' },
        phaseSpanMs: phaseSpan(site.bfd),
      },
    ];
  },
};
