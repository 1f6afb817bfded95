import type { Rule } from '../rule';

/** Uplinks end at PE routers. */
export const uplinkToPRouter: Rule = {
  id: 'uplink-to-p-router',
  severity: 'error',
  title: 'Uplinks end at PE routers.',
  explanation: 'A P router has no sessions with customers; over MPLS it does not even know their routes.',
  allowed: 'a router with the role pe',
  remedy: 'Name a PE, or make the router one.',
  acknowledgeable: false,
  *check(fleet) {
    for (const uplink of fleet.sites.flatMap((site) => site.uplinks)) {
      if (uplink.pe.role === 'p')
        yield { path: uplink.path, value: uplink.pe.fullName, message: `${uplink.pe.fullName} is a P router.` };
    }
  },
};
