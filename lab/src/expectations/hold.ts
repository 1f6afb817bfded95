import { setTimeout as pause } from 'node:timers/promises';
import type { Progress } from '../model/progress';
import type { Expectation } from '../model/expectation';

/** An expectation that was not met in time, with the difference. */
export class UnmetError extends Error {
  public override readonly name = 'UnmetError';

  public constructor(
    public readonly expectation: string,
    public readonly differences: readonly string[],
    afterMs: number,
  ) {
    super(`not met after ${Math.round(afterMs / 1000)} s: ${expectation}\n  ${differences.join('\n  ')}`);
  }
}

/** Time between two lines about what is waited for, ms. */
const tellMs = 3000;
/** Most differences that a line shows. */
const shown = 3;

/**
 * Waits until each of the expectations holds, one after the other.
 *
 * @param withinMs for all together
 * @throws UnmetError for the first that does not hold in time
 */
export async function allHold(
  expectations: readonly Expectation[],
  withinMs: number,
  progress: Progress,
  everyMs = 50,
): Promise<void> {
  const end = performance.now() + withinMs;
  for (const expectation of expectations) {
    const begin = performance.now();
    progress({ phase: expectation.name, state: 'begin' });
    for (let told = begin; ; await pause(everyMs)) {
      const differences = await expectation.check();
      const now = performance.now();
      if (!differences.length) {
        progress({ phase: expectation.name, state: 'end', ms: Math.round(now - begin) });
        break;
      }
      if (now > end) {
        progress({ phase: expectation.name, state: 'fail', ms: Math.round(now - begin), detail: differences.join('\n') });
        throw new UnmetError(expectation.name, differences, withinMs);
      }
      if (now - told < tellMs) continue;
      told = now;
      const more = differences.length > shown ? ` and ${differences.length - shown} more` : '';
      const detail = `${differences.slice(0, shown).join('; ')}${more}`;
      progress({ phase: expectation.name, state: 'wait', ms: Math.round(now - begin), detail });
    }
  }
}
