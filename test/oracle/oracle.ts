import * as fc from 'fast-check';
import { Fleet, isOpenError } from '../../lib/fleet';
import type { FleetDescription } from '../../lib/fleet';
import { anyRouting } from './any-routing';
import type { Bounds } from './any-routing';
import { intact, singleLosses } from './losses';
import type { Loss } from './losses';
import { OracleLab } from './oracle-lab';

/** A state in which a fleet does not do what is predicted. */
export interface Disagreement {
  readonly loss: string;
  readonly differences: readonly string[];
}

/** What holding one fleet against its prediction gave. */
export interface Verdict {
  readonly states: number;
  readonly compared: number;
  readonly disagreements: readonly Disagreement[];
}

/** How a fleet is judged. */
export interface Judging {
  /** Which losses. @default - every single one */
  readonly chosen?: (losses: readonly Loss[]) => readonly Loss[];
  /** Longest time until a state is as predicted, ms. @default - see `OracleLab` */
  readonly patienceMs?: number;
  /** Whether the first disagreement ends it. @default false */
  readonly first?: boolean;
  /** Is told each state. */
  readonly tell?: (line: string) => void;
}

/** Whether a description is one that the check accepts. */
export function isAccepted(description: FleetDescription): boolean {
  return !Fleet.examine(description).findings.some(isOpenError);
}

/** Draws after which a seed is given up. */
const mostDraws = 50;

/** The fleet of a seed; one that the check refuses is drawn again. */
export function fleetOf(seed: number, bounds?: Bounds): FleetDescription {
  const fleets = anyRouting(bounds);
  for (let draw = 0; draw < mostDraws; draw++) {
    const [description] = fc.sample(fleets, { seed: seed * mostDraws + draw, numRuns: 1 });
    if (description && isAccepted(description)) return description;
  }
  throw new Error(`seed ${seed}: the check refuses every fleet`);
}

/** Starts a fleet and holds it against its prediction, undisturbed and after losses. */
export async function judge(description: FleetDescription, how: Judging = {}): Promise<Verdict> {
  const { chosen = (losses) => losses, tell = () => undefined } = how;
  const fleet = Fleet.from(description);
  const lab = new OracleLab(fleet, how.patienceMs);
  const disagreements: Disagreement[] = [];
  let [states, compared] = [0, 0];
  try {
    await lab.start();
    for (const loss of [intact, ...chosen(singleLosses(fleet))]) {
      await lab.inflict(loss);
      const begin = Date.now();
      const { differences, compared: facts } = await lab.compare(loss.state);
      states += 1;
      compared += facts;
      tell(`  ${loss.name}: ${differences.length ? 'DIFFERS' : 'as predicted'} after ${Date.now() - begin} ms`);
      for (const line of differences) tell(`    ${line}`);
      if (differences.length) disagreements.push({ loss: loss.name, differences });
      if (differences.length && how.first) break;
    }
  } finally {
    await lab.close();
  }
  return { states, compared, disagreements };
}
