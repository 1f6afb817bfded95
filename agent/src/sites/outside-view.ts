import type { SiteLook } from '../guards';

/** How long nobody outside may see this site until it counts as unseen, ms: a few looks, so that one that is lost tells nothing. */
const unseenAfterMs = 5000;

/** Whether other sites see this one: `untold` while none of them answers, or none tells. */
export type Outside = 'seen' | 'unseen' | 'untold';

/**
 * The look from outside in. Probes go to the addresses of pods and see nothing of the way to them: a dead proxy, a wrong filter, a
 * host network that is cut off. The agents of other sites look at this one anyway, and tell here whether they could.
 *
 * It moves nothing: whether clients are cut off, or only the sites from each other, cannot be told apart from inside.
 */
export class OutsideView {
  private state: Outside = 'untold';
  private missingSince: number | undefined;

  /** Where it stands. */
  public get now(): Outside {
    return this.state;
  }

  /**
   * Takes the newest looks at other sites.
   *
   * @param now monotonic, ms
   * @returns whether it changed between seen and unseen
   */
  public take(looks: readonly SiteLook[], now: number): boolean {
    const told = looks.flatMap(({ seesUs }) => seesUs ?? []);
    const before = this.state;
    if (told.length === 0 || told.includes(true)) {
      this.missingSince = undefined;
      this.state = told.length === 0 ? 'untold' : 'seen';
    } else {
      this.missingSince ??= now;
      if (now - this.missingSince >= unseenAfterMs) this.state = 'unseen';
    }
    return this.state !== before && (this.state === 'unseen' || (this.state === 'seen' && before === 'unseen'));
  }
}
