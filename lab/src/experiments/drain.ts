import type { Experiment } from '../measure/cell';
import { phaseSpan, placeIn, siteAt } from './place';

/** Planned maintenance: the site asks to be avoided, and serves what still comes. */
export const drain: Experiment = {
  name: 'drain',
  title: 'A site is drained',
  question: 'Does any request get lost when a site announces GRACEFUL_SHUTDOWN (RFC 8326) and goes on serving?',
  cells({ fleet }) {
    const { client, site, order } = placeIn(fleet);
    return [
      {
        name: 'drain',
        title: `${site.name} is drained`,
        client,
        setUp: [],
        faults: [{ verb: 'drain', target: site.name }],
        first: site.name,
        after: 'other-site',
        next: siteAt(order, 1),
        budget: { site: site.name, case: 'drain' },
        phaseSpanMs: phaseSpan(site.bfd),
      },
    ];
  },
};
