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

/** The fleet of a seed; one that the check refuses is drawn again. */
export function fleetOf(seed: number, bounds?: Bounds): FleetDescription {
  const drawn = fc.sample(anyRouting(bounds), { seed, numRuns: 50 });
  const found = drawn.find((description) => !Fleet.examine(description).findings.some(isOpenError));
  if (!found) throw new Error(`seed ${seed}: the check refuses every fleet`);
  return found;
}

/**
 * Starts a fleet and holds it against its prediction, undisturbed and after losses.
 *
 * @param chosen which losses. @default - every single one
 */
export async function judge(
  description: FleetDescription,
  chosen: (losses: readonly Loss[]) => readonly Loss[] = (losses) => losses,
  tell: (line: string) => void = () => undefined,
): Promise<Verdict> {
  const fleet = Fleet.from(description);
  const lab = new OracleLab(fleet);
  const disagreements: Disagreement[] = [];
  let [states, compared] = [0, 0];
  try {
    await lab.start();
    for (const loss of [intact, ...chosen(singleLosses(fleet))]) {
      await lab.inflict(loss);
      const begin = Date.now();
      const result = await lab.compare(loss.state);
      states += 1;
      compared += result.compared;
      tell(`  ${loss.name}: ${result.differences.length ? 'DIFFERS' : 'as predicted'} after ${Date.now() - begin} ms`);
      for (const line of result.differences) tell(`    ${line}`);
      if (result.differences.length) disagreements.push({ loss: loss.name, differences: result.differences });
    }
  } finally {
    await lab.close();
  }
  return { states, compared, disagreements };
}
