import type { RunningLab, SiteRuntime } from '../model/running-lab';
import type { FaultVerb } from './verb';
import { placeOf } from './target';

/** The verb that changes how services of a site are announced. */
export function maintenance(
  name: 'drain' | 'withdraw',
  summary: string,
  change: (site: SiteRuntime, service: string, on: boolean, host?: string) => Promise<void>,
): FaultVerb {
  return {
    name,
    summary,
    endsBfd: false,
    target: '<site | site/service | site/host | site/host/service>',
    prepare: (lab: RunningLab, { target }) => {
      const { site, host, service } = placeOf(lab, target);
      const services = service === undefined ? site.site.services.map((entry) => entry.name) : [service];
      return Promise.resolve({
        detail: `${name} ${services.join(', ')} at ${host ?? site.site.name}`,
        inject: async (injection) => {
          for (const entry of services) injection.undo(() => change(site, entry, false, host));
          await Promise.all(services.map((entry) => change(site, entry, true, host)));
        },
      });
    },
  };
}
