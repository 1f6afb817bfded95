import { createHash } from 'node:crypto';
import type { FailoverBudget } from '../../fleet';
import { siteSessions } from '../../fleet/sessions/sessions';
import type { PreparedSite } from './prepare';

/** A BGP session of the site, as an operator looks for it on a router. */
export interface SessionOutput {
  readonly kind: string;
  /** `mec-1/border-1 10.1.1.1 AS 65533`. */
  readonly from: string;
  readonly to: string;
  readonly holdMs: number;
  /** `300 ms x 3`; absent where BFD is off. */
  readonly bfd?: string;
}

/** What a site's stack tells. */
export interface SiteOutputs {
  /** Addresses by service. */
  readonly vips: Readonly<Record<string, readonly string[]>>;
  readonly sessions: readonly SessionOutput[];
  /** SHA-256 of the router files, by `<router>/<file>`: what `sha256sum` says on the router. */
  readonly routerFiles: Readonly<Record<string, string>>;
  /** How long each kind of failure takes clients away, at most. */
  readonly budget: FailoverBudget;
}

/** Takes from a site what its stack tells. */
export function siteOutputs({ fleet, site, routers }: PreparedSite): SiteOutputs {
  return {
    vips: Object.fromEntries(site.services.map(({ name, vips }) => [name, vips.map(({ address }) => address)])),
    sessions: siteSessions(site).map(({ kind, ends: [from, to], timers, bfd }) => ({
      kind,
      from: `${from.router} ${from.address} AS ${from.as}`,
      to: `${to.router} ${to.address} AS ${to.as}`,
      holdMs: timers.holdMs,
      ...(bfd && { bfd: `${bfd.intervalMs} ms x ${bfd.multiplier}` }),
    })),
    routerFiles: Object.fromEntries(
      routers.flatMap(({ name, files }) =>
        files.map(({ path, content }) => [`${name}/${path}`, createHash('sha256').update(content).digest('hex')] as const),
      ),
    ),
    budget: fleet.budget(site.name),
  };
}
