import type { Cell, Experiment } from '../measure/cell';
import { phaseSpan, placeIn, siteAt } from './place';

/** What `lab measure` takes. */
export interface AdHoc {
  readonly verb: string;
  readonly target: string;
  readonly options?: readonly string[];
  /** Client that asks, `site/network`. @default - one that its own site answers */
  readonly client?: string;
  /** Who is expected to answer while the fault is there: a site, `same` or `nobody`. @default - the next site in the Fleet's order */
  readonly expect?: string;
}

/** An experiment of any fault, for `lab measure`. */
export function adHoc({ verb, target, options = [], client, expect }: AdHoc): Experiment {
  return {
    name: `measure-${verb}`,
    title: `${verb} ${target}`,
    question: `What do clients see of ${verb} ${[target, ...options].join(' ')}?`,
    cells({ fleet }) {
      const place = placeIn(fleet, 1, client);
      const { site, order } = place;
      const first = siteAt(order, 0);
      const next =
        expect === undefined ? siteAt(order, 1) : expect === 'same' || expect === 'nobody' ? undefined : fleet.site(expect).name;
      const cell: Cell = {
        name: verb,
        title: `${verb} ${target}`,
        client: place.client,
        setUp: [],
        faults: [{ verb, target, options }],
        first,
        after: expect === 'same' || expect === 'nobody' ? expect : 'other-site',
        ...(next === undefined ? {} : { next }),
        phaseSpanMs: phaseSpan(site.bfd),
        ...(next === undefined ? { holdMs: 3000 } : {}),
      };
      return [cell];
    },
  };
}
