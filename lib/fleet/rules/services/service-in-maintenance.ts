import { serviceRule } from '../rule';

/** A service that is being worked at is known to be. */
export const serviceInMaintenance = serviceRule({
  id: 'service-in-maintenance',
  severity: 'warning',
  title: 'A service that is being worked at is known to be.',
  explanation:
    'While `maintenance` is active, clients get 503 at every site, and the failover agent is told that all is well: the VIP stays announced, so that they get an answer. Nothing else would remind you to switch it off.',
  allowed: 'maintenance with active: false, or none',
  remedy: 'Write `active: false` when the work is done.',
  *of({ name, path, description: { rateLimit } }) {
    if (rateLimit?.maintenance?.active)
      yield {
        path: `${path}.rateLimit.maintenance.active`,
        value: true,
        message: `Clients of ${name} get 503 in place of the service.`,
      };
  },
});
