/** Ids of what `standardSite` and `MecSite` make beside the services of a cluster. They are part of logical names, so they stay. */
export const partIds = { peering: 'peering', bfd: 'bfd', agent: 'agent', hostPassword: 'host-password' } as const;

/** Id of the Namespace that constructs of a cluster share. */
export function namespaceId(name: string): string {
  return `namespace-${name}`;
}

/**
 * Id of the construct of a service: its name, and where one of our parts or a member of every object (`constructor`) is called so,
 * another that no service can have as its name. It depends on nothing but the name.
 */
export function serviceId(name: string): string {
  const isTaken = name in Object.prototype || Object.values<string>(partIds).includes(name) || name.startsWith(namespaceId(''));
  return isTaken ? `service.${name}` : name;
}

/** Id of the chart of a site: its name, unless that is a member of every object. */
export function siteId(name: string): string {
  return name in Object.prototype ? `site.${name}` : name;
}
