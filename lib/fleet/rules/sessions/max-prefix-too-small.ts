import type { Rule } from '../rule';

/** Limits on prefixes leave room for what is announced. */
export const maxPrefixTooSmall: Rule = {
  id: 'max-prefix-too-small',
  severity: 'error',
  title: 'Limits on prefixes leave room for what is announced.',
  explanation: 'A session that exceeds its limit is closed: with it go all VIPs.',
  allowed: 'at least the prefixes that are announced',
  remedy: 'Raise the limit, or leave it out: the default is twice what is announced.',
  *check(fleet) {
    for (const site of fleet.sites) {
      const vips = site.services.reduce((sum, service) => sum + service.vips.length, 0);
      const networks = site.lan.length + site.clients.reduce((sum, client) => sum + client.prefixes.length, 0);
      if (site.hostMaxPrefix < vips)
        yield {
          path: `${site.path}.hostMaxPrefix`,
          value: site.hostMaxPrefix,
          message: `Hosts of ${site.name} announce ${vips} VIPs.`,
          allowed: `at least ${vips}`,
        };
      for (const uplink of site.uplinks) {
        if (uplink.maxPrefix < vips + networks) {
          yield {
            path: `${uplink.path}.maxPrefix`,
            value: uplink.maxPrefix,
            message: `${site.name} announces ${vips + networks} prefixes to ${uplink.pe.fullName}.`,
            allowed: `at least ${vips + networks}`,
          };
        }
      }
    }
  },
};
