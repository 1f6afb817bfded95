import type { Fleet } from 'anycast-mec';

/** Whether any link of the fleet delays what it carries: without one, nothing needs to. */
export function hasDelay(fleet: Fleet): boolean {
  return (
    fleet.networks.some(({ links }) => links.some(({ delayMs }) => delayMs > 0)) ||
    fleet.exchanges.some(({ members }) => members.some(({ delayMs }) => delayMs > 0)) ||
    fleet.sites.some(({ uplinks }) => uplinks.some(({ delayMs }) => delayMs > 0))
  );
}
