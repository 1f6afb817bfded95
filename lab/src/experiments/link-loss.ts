import type { Experiment } from '../measure/cell';
import { acrossIn } from './across';

/** The uplink of a serving site is lost, once seen by its ends and once not. */
export const linkLoss: Experiment = {
  name: 'link-loss',
  title: 'An uplink is lost',
  question: 'How much longer does a silent loss of the uplink last than one that takes the carrier away?',
  cells({ fleet }) {
    const { common, uplink, site } = acrossIn(fleet);
    const target = `${uplink.border.fullName}--${uplink.pe.fullName}`;
    return [
      { ...common, name: 'carrier', title: `the cable of ${site.name}'s uplink is cut`, faults: [{ verb: 'link-cut', target }] },
      { ...common, name: 'silent', title: `${site.name}'s uplink falls silent`, faults: [{ verb: 'link-silent', target }] },
    ];
  },
};
