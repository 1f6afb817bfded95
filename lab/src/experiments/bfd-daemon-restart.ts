import type { Experiment } from '../measure/cell';
import { phaseSpan, placeIn } from './place';

/** How long the daemon is away, ms: longer than any BFD detection time. */
const awayMs = 3000;

/** The BFD daemon of a border ends and starts again, as in an upgrade: nothing else is broken. */
export const bfdDaemonRestart: Experiment = {
  name: 'bfd-daemon-restart',
  title: 'The BFD daemon of a border restarts',
  question: 'Do clients notice when the border stops to speak BFD though everything forwards?',
  cells({ fleet }) {
    const { client, site } = placeIn(fleet);
    const [border] = site.borders;
    if (!border) throw new Error(`${site.name} has no border router`);
    return [
      {
        name: 'border-bfd',
        title: `the BFD daemon of ${border.fullName} is away for ${awayMs / 1000} s`,
        client,
        setUp: [],
        faults: [{ verb: 'bfd-daemon-kill', target: border.fullName }],
        first: site.name,
        after: 'same',
        phaseSpanMs: phaseSpan(site.bfd),
        holdMs: awayMs,
      },
    ];
  },
};
