import type { BorderRouter, ClientNetwork, Site } from '../model';
import type { Losses } from './state';

/** Priority of a site's first border router in VRRP (RFC 9568 section 5.2.4: up to 254 for a backup); each next one has {@link step} less. */
const highest = 250;
const step = 5;
/** What a border loses for each interface towards hosts or clients that is down: more than the places of eight borders differ by. */
const perInterface = 40;

/**
 * The border router that the hosts (no `client`) or a client network use as their gateway: of those whose interface there is up the one
 * with the highest priority; undefined if there is none.
 */
export function gatewayOf(site: Site, losses: Losses, client?: ClientNetwork): BorderRouter | undefined {
  const attached = site.borders.filter((border) => (client ? losses.clientUp(border, client) : losses.lanUp(border)));
  return attached.reduce<BorderRouter | undefined>(
    (best, border) => (best && priority(best, losses) >= priority(border, losses) ? best : border),
    undefined,
  );
}

function priority(border: BorderRouter, losses: Losses): number {
  const { site } = border;
  const down = (losses.lanUp(border) ? 0 : 1) + site.clients.filter((client) => !losses.clientUp(border, client)).length;
  return highest - step * site.borders.indexOf(border) - perInterface * down;
}
