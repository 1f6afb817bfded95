import { maintenance } from './maintenance';

/** Upstream is asked to avoid the site. */
export const drain = maintenance(
  'drain',
  'services of a site are announced with GRACEFUL_SHUTDOWN: others are preferred, and it still serves what comes',
  (site, service, on, host) => site.drain(service, on, host),
);
