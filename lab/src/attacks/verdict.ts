import { harmsIn } from './harm';
import type { Harm } from './harm';
import type { Measurement } from './measurement';

/**
 * What the two columns say together. `holds`: the attack works where its defence is taken out, and does nothing where it is there. `broken`:
 * it does harm in spite of the defence. `unproved`: it does nothing even without, so that it tells nothing of the defence.
 */
export type Verdict = 'holds' | 'broken' | 'unproved';

/**
 * Judges an attack.
 *
 * @param expected harms of which the attack does one at least where nothing defends
 * @param undefended undefined where the defence cannot be taken out: then that one tells nothing
 */
export function verdictOf(expected: readonly Harm[], undefended: Measurement | undefined, defended: Measurement): Verdict {
  if (harmsIn(defended).length) return 'broken';
  if (undefended && !harmsIn(undefended).some((harm) => expected.includes(harm))) return 'unproved';
  return 'holds';
}
