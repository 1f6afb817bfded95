import type { Clock } from './clock';
import { faultsOf } from './sites/site-control';
import type { SiteControl } from './sites/site-control';

/** How often a site is looked at, ms. */
const everyMs = 1_000;

/**
 * Waits until a site has been healthy without a break for the soak time.
 *
 * @param report told what is wrong, whenever that changes; an empty list: healthy
 * @throws Error with what is wrong if the deadline passes first
 */
export async function healthGate(
  site: string,
  control: SiteControl,
  limits: { readonly soakMs: number; readonly deadlineMs: number },
  clock: Clock,
  report: (faults: readonly string[]) => void,
): Promise<void> {
  const begin = clock.now();
  let healthySince: number | undefined;
  let told: string | undefined;
  for (;;) {
    const faults = faultsOf(await control.observe(site));
    const now = clock.now();
    if (told !== faults.join('; ')) {
      told = faults.join('; ');
      report(faults);
    }
    healthySince = faults.length ? undefined : (healthySince ?? now);
    if (healthySince !== undefined && now - healthySince >= limits.soakMs) return;
    if (now - begin >= limits.deadlineMs) {
      throw new Error(
        `not healthy within ${Math.round(limits.deadlineMs / 1000)} s: ${told || `healthy for less than the soak time of ${limits.soakMs / 1000} s`}`,
      );
    }
    await clock.wait(everyMs);
  }
}
