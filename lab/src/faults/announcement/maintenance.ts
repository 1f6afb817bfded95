import type { Fleet, FleetState } from 'anycast-mec';
import type { Maintenance } from '../../services/maintenance';
import type { AtLevels } from '../fault';
import type { SitePlace } from '../target';

/** Announces services of a site otherwise. */
export function maintained(maintenance: Maintenance): AtLevels<SitePlace> {
  return {
    everywhere: ({ site, host, service }) => {
      const services = service === undefined ? site.site.services.map((entry) => entry.name) : [service];
      return {
        detail: `${maintenance} ${services.join(', ')} at ${host ?? site.site.name}`,
        inject: async (injection) => {
          for (const entry of services) injection.undo(() => site.maintain(entry, maintenance, false, host));
          await Promise.all(services.map((entry) => site.maintain(entry, maintenance, true, host)));
        },
      };
    },
  };
}

/** The state of the fleet while services of a whole site are announced otherwise; the Fleet has none for one host. */
export function maintainedState(key: 'drained' | 'withdrawn') {
  return (fleet: Fleet, target: string): FleetState | undefined => {
    const [name = '', inSite] = target.split('/');
    return fleet.site(name).hosts.some((host) => host.name === inSite) ? undefined : { [key]: [target] };
  };
}
