import type { FleetModel } from '../fleet/model';
import { routersOf } from '../routers';
import type { Place, Practice } from './practice';

/** How a fleet stands to a practice. */
export type Standing = 'met' | 'not met' | 'left to the operator';

/** A practice, held against what is generated of a fleet. */
export interface Held {
  readonly practice: Practice;
  readonly standing: Standing;
  /** At how many places it was looked for: 0 where the fleet has none. */
  readonly looked: number;
  /** Where it is not followed. */
  readonly lacking: readonly Required<Place>[];
}

/** Holds practices against what is generated of a fleet, in their order. */
export function hold(fleet: FleetModel, practices: readonly Practice[]): Held[] {
  const seen = { fleet, routers: routersOf(fleet) };
  return practices.map((practice): Held => {
    if (!practice.look) return { practice, standing: 'left to the operator', looked: 0, lacking: [] };
    const places = [...practice.look(seen)];
    const lacking = places.flatMap(({ where, lack }) => (lack === undefined ? [] : [{ where, lack }]));
    return { practice, standing: lacking.length ? 'not met' : 'met', looked: places.length, lacking };
  });
}
