import type { SiteVerb } from '../keeper/running-lab';
import type { FaultVerb } from './verb';
import { placeOf } from './target';

/** A verb that is done by what runs the hosts of a site. */
export function siteFault(
  name: SiteVerb,
  summary: string,
  target = '<site | site/service | site/host | site/host/service>',
): FaultVerb {
  return {
    name,
    summary,
    target,
    prepare: (lab, request) => {
      const { site, host, service } = placeOf(lab, request.target);
      if (!site.verbs.has(name)) return Promise.reject(new Error(`${name} cannot be done at level ${lab.level}`));
      const where = { ...(host !== undefined && { host }), ...(service !== undefined && { service }) };
      return Promise.resolve({
        detail: `${name} at ${request.target}`,
        inject: async (injection) => injection.undo(await site.inflict(name, where)),
      });
    },
  };
}
