import { maintenance } from './maintenance';

/** The site announces no more. */
export const withdraw = maintenance(
  'withdraw',
  'services of a site are announced no more; the application runs on',
  (site, service, on, host) => site.withdraw(service, on, host),
);
