import type { FleetModel } from '../fleet/model';
import type { RouterModel } from '../routers/model/router-model';

/** What a practice is held against: what is generated, before any daemon's syntax. */
export interface Seen {
  readonly fleet: FleetModel;
  /** The models of all routers. */
  readonly routers: readonly RouterModel[];
}

/** One place at which a practice was looked for. */
export interface Place {
  /** Router with its session or interface. */
  readonly where: string;
  /** What lacks there, in a few words; absent where the practice is followed. */
  readonly lack?: string;
}

/** Something that a published good practice asks of whoever runs routers. One practice a file. */
export interface Practice {
  /** Stable id, kebab-case, by which it is explained; no rule has the same. */
  readonly id: string;
  /** What is asked, in one sentence, as an obligation. */
  readonly title: string;
  /** Who asks it: documents with their sections. */
  readonly source: string;
  /** Why, and what exactly is looked at. */
  readonly explanation: string;
  /** How to mend it, or what the operator does. */
  readonly remedy: string;
  /** Every place that was looked at. Absent: it is no matter of what is generated, and left to the operator. */
  readonly look?: (seen: Seen) => Iterable<Place>;
}
