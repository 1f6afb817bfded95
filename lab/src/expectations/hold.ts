import type { Progress } from '../model/progress';
import type { Expectation } from '../model/expectation';
import { leftAfter } from '../network/until';

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
    const ms = () => Math.round(performance.now() - begin);
    let told = 0;
    const look = async () => {
      const differences = await expectation.check();
      if (!differences.length || ms() - told < tellMs) return differences;
      told = ms();
      const more = differences.length > shown ? ` and ${differences.length - shown} more` : '';
      progress({ phase: expectation.name, state: 'wait', ms: told, detail: `${differences.slice(0, shown).join('; ')}${more}` });
      return differences;
    };
    const left = await leftAfter(end - begin, look, everyMs);
    if (left.length) {
      progress({ phase: expectation.name, state: 'fail', ms: ms(), detail: left.join('\n') });
      throw new UnmetError(expectation.name, left, withinMs);
    }
    progress({ phase: expectation.name, state: 'end', ms: ms() });
  }
}
