import { maintenanceOfLabel } from 'anycast-mec/contract';
import type { ServiceObject } from '../actuators';
import type { Maintenance } from '../service';

/** What a person asked for by label or annotation of the Service. */
export function askedFor(object: ServiceObject | undefined, key: string): Maintenance | undefined {
  return maintenanceOfLabel(object?.metadata.labels?.[key] ?? object?.metadata.annotations?.[key]);
}

/** The manager that owns a route label and is not us. */
export function foreignManager(object: ServiceObject | undefined, routeLabel: string, ours: string): string | undefined {
  return object?.metadata.managedFields?.find(
    ({ manager, fieldsV1 }) =>
      manager !== undefined && manager !== ours && JSON.stringify(fieldsV1 ?? {}).includes(`f:${routeLabel}`),
  )?.manager;
}
