import type { Cell, Experiment } from '../measure/cell';
import { phaseSpan, placeIn, siteAt } from './place';

/** What announces for the hosts ends and starts again, as in an upgrade of MetalLB: the application is well all the time. */
export const speakerRestart: Experiment = {
  name: 'speaker-restart',
  title: 'The speakers of a site restart',
  question: 'Do clients lose requests when what announces the VIP ends, though the application is well?',
  cells({ fleet }) {
    const { client, site, order } = placeIn(fleet);
    const all: Cell = {
      name: 'all-speakers',
      title: `all speakers of ${site.name} end`,
      client,
      setUp: [],
      faults: [{ verb: 'speaker-kill', target: site.name }],
      first: site.name,
      after: 'other-site',
      next: siteAt(order, 1),
      phaseSpanMs: phaseSpan(site.bfd),
    };
    return [all];
  },
};
