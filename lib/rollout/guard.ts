import type { Fleet } from '../fleet';
import { isAvailable } from './sites/site-control';
import type { SiteControl, SiteObservation } from './sites/site-control';

/** Why a site may not be taken out of service now; undefined if it may. */
export type Verdict = string | undefined;

/**
 * Whether a site may be taken out of service: never the last one that announces a VIP, and never more of the fleet at once than
 * allowed, counting what is away for other reasons. The whole fleet is looked at, not only what is rolled out.
 *
 * @param away sites that this rollout has taken out, or is about to
 */
export async function mayLeave(
  fleet: Fleet,
  site: string,
  away: ReadonlySet<string>,
  maxUnavailable: number,
  control: SiteControl,
): Promise<Verdict> {
  const others = fleet.sites.filter(({ name }) => name !== site);
  const seen = new Map<string, SiteObservation>(
    await Promise.all(others.map(async ({ name }) => [name, await control.observe(name)] as const)),
  );
  for (const service of fleet.services.filter(({ siteNames }) => siteNames.includes(site))) {
    const announcing = others.filter(
      ({ name }) =>
        !away.has(name) && seen.get(name)?.vips.some((vip) => vip.service === service.name && vip.state === 'announced'),
    );
    if (!announcing.length) return `${site} is the last site that announces the VIP of ${service.name}`;
  }
  const unavailable = others.filter(({ name }) => away.has(name) || !isAvailable(seen.get(name) ?? { vips: [], problems: [] }));
  if (unavailable.length + 1 <= maxUnavailable) return undefined;
  const names = unavailable.map(({ name }) => name);
  return `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} away already, and at most ${maxUnavailable} may be`;
}
