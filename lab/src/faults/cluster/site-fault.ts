import type { SiteVerb } from '../../model/running-lab';
import type { FaultVerb } from '../verb';
import { placeOf } from '../target';

/** A verb that is done by what runs the hosts of a site. */
export function siteFault({
  target = '<site | site/service | site/host | site/host/service>',
  ...verb
}: Omit<FaultVerb, 'name' | 'target' | 'prepare'> & { readonly name: SiteVerb; readonly target?: string }): FaultVerb {
  const { name } = verb;
  return {
    ...verb,
    target,
    prepare: async (lab, request) => {
      const { site, host, service } = placeOf(lab, request.target);
      if (!site.verbs.has(name)) throw new Error(`${name} cannot be done at level ${lab.level}`);
      const where = { ...(host !== undefined && { host }), ...(service !== undefined && { service }) };
      const inflict = site.prepareFault ? await site.prepareFault(name, where) : () => site.inflict(name, where);
      return {
        detail: `${name} at ${request.target}`,
        inject: async (injection) => injection.undo(await inflict()),
      };
    },
  };
}
