import { canonical, isAddress } from '../../fleet/addresses/address';
import { vipsOf } from './object-policy';
import type { ObjectPolicy } from './object-policy';

/** A VIP that the fleet does not know is filtered by every border router. */
export const declaredVip: ObjectPolicy = {
  name: 'declared-vip',
  description: 'Every VIP of a Service is declared in the fleet.',
  level: 'mandatory',
  *check(object, fleet) {
    const declared = fleet.services.flatMap((service) => service.vips.map(({ address }) => address));
    for (const vip of vipsOf(object)) {
      if (isAddress(vip) && declared.includes(canonical(vip))) continue;
      yield (
        `Service ${object.name} asks for the VIP ${vip}, which the fleet ${fleet.name} does not declare, so that border routers ` +
        `filter it; allowed: ${declared.join(', ') || 'no service is declared'}; remedy: declare it in the fleet's services`
      );
    }
  },
};
