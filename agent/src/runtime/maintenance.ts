import type { ServiceObject } from '../actuators';
import type { Maintenance } from '../service';

/** What a person asked for by label or annotation of the Service. A value that nobody knows drains: it was meant to take the VIP out. */
export function askedFor(object: ServiceObject | undefined, key: string): Maintenance | undefined {
  const value = object?.metadata.labels?.[key] ?? object?.metadata.annotations?.[key];
  if (value === undefined || value === 'false' || value === 'off') return undefined;
  return value === 'withdrawn' ? 'withdrawn' : 'drain';
}

/** The manager that owns a route label and is not us. */
export function foreignManager(object: ServiceObject | undefined, routeLabel: string, ours: string): string | undefined {
  return object?.metadata.managedFields?.find(
    ({ manager, fieldsV1 }) =>
      manager !== undefined && manager !== ours && JSON.stringify(fieldsV1 ?? {}).includes(`f:${routeLabel}`),
  )?.manager;
}
