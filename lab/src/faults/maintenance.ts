import type { RunningLab, SiteRuntime } from '../keeper/running-lab';
import type { FaultVerb } from './verb';
import { placeOf } from './target';

/** The verb that changes how services of a site are announced. */
export function maintenance(
  name: 'drain' | 'withdraw',
  summary: string,
  change: (site: SiteRuntime, service: string, on: boolean) => Promise<void>,
): FaultVerb {
  return {
    name,
    summary,
    target: '<site | site/service>',
    prepare: (lab: RunningLab, { target }) => {
      const { site, host, service } = placeOf(lab, target);
      if (host !== undefined) return Promise.reject(new Error(`${name} acts on a site or one of its services, not on a host`));
      const services = service === undefined ? site.site.services.map((entry) => entry.name) : [service];
      return Promise.resolve({
        detail: `${name} ${services.join(', ')} at ${site.site.name}`,
        inject: async (injection) => {
          for (const entry of services) injection.undo(() => change(site, entry, false));
          await Promise.all(services.map((entry) => change(site, entry, true)));
        },
      });
    },
  };
}
