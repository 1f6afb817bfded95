import type { Experiment } from '../measure/cell';
import { acrossIn } from './across';

/** The border router of a serving site loses power. */
export const borderLoss: Experiment = {
  name: 'border-loss',
  title: 'A border router loses power',
  question: 'How long are clients of another site without answer when the border of the serving site falls silent?',
  cells({ fleet }) {
    const { common, uplink } = acrossIn(fleet);
    const target = uplink.border.fullName;
    return [{ ...common, name: 'border', title: `${target} loses power`, faults: [{ verb: 'border-power-off', target }] }];
  },
};
