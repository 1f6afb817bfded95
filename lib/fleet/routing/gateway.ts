import type { BorderRouter, ClientNetwork, Site } from '../model';
import { gatewayBorder } from '../redundancy/election';
import type { Losses } from './state';

/** The border router that the hosts (no `client`) or a client network use as their gateway; undefined if there is none. */
export function gatewayOf(site: Site, losses: Losses, client?: ClientNetwork): BorderRouter | undefined {
  return gatewayBorder(client ?? site, {
    isOff: (border) => !losses.isUp(border),
    isCut: (border, network) => !('site' in network ? losses.clientUp(border, network) : losses.lanUp(border)),
  });
}
