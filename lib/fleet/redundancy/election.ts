import type { BorderRouter, ServedNetwork, Site } from '../model';

/** Time between two advertisements of the border that has a gateway, ms. VRRPv3 counts in centiseconds (RFC 5798 section 5.2.7). */
export const advertisementMs = 100;

/** Priority of the border that is described first, and how much less each further one has. 255 means "owns the address" (RFC 5798). */
const firstPriority = 250;
const priorityStep = 5;
/**
 * What each reason not to send by a border takes off its priority. More than the eighth of eight borders lacks against the first (35),
 * so that a border without faults is always preferred to one with some.
 */
export const faultWeight = 40;
/** Lowest priority (RFC 5798 section 5.2.4); keepalived goes no lower. */
const lowestPriority = 1;

/** Priority of a border that has no fault. */
export function priorityOf(border: BorderRouter): number {
  return firstPriority - priorityStep * border.site.borders.indexOf(border);
}

/** What of a site is lost, as far as its gateways depend on it. */
export interface GatewayLoss {
  /** Whether a border has no power. @default - all have */
  readonly isOff?: (border: BorderRouter) => boolean;
  /** Whether the routing daemon of a border does not run. @default - it runs at all */
  readonly isMute?: (border: BorderRouter) => boolean;
  /** Whether a border has lost its link to a network. @default - none has */
  readonly isCut?: (border: BorderRouter, network: ServedNetwork) => boolean;
}

/** The networks of a site that have gateways: that of its hosts, and the client networks. */
export function servedNetworks(site: Site): ServedNetwork[] {
  return [site, ...site.clients];
}

/** The priority that a border advertises in a state. */
export function effectivePriority(border: BorderRouter, { isMute = never, isCut = never }: GatewayLoss = {}): number {
  const cut = servedNetworks(border.site).filter((network) => isCut(border, network)).length;
  // The check of the border finds a lost link as well as a dead daemon, and counts once.
  const faults = cut + Number(cut > 0 || isMute(border));
  return Math.max(lowestPriority, priorityOf(border) - faultWeight * faults);
}

/**
 * The border that has the gateway of a network in the steady state: of those with power and a link to it the one of highest
 * priority. The one border of a site where there is one alone.
 *
 * @returns undefined if no border is left
 */
export function gatewayBorder(network: ServedNetwork, loss: GatewayLoss = {}): BorderRouter | undefined {
  const { isOff = never, isCut = never } = loss;
  const site = 'site' in network ? network.site : network;
  return site.borders
    .filter((border) => !isOff(border) && !isCut(border, network))
    .reduce<BorderRouter | undefined>(
      (best, border) => (best && effectivePriority(best, loss) >= effectivePriority(border, loss) ? best : border),
      undefined,
    );
}

/** Time after which a border that hears nothing of the one with the gateway takes it over, ms (RFC 5798 section 6.1). */
export function takeoverMs(border: BorderRouter): number {
  return 3 * advertisementMs + ((256 - priorityOf(border)) * advertisementMs) / 256;
}

function never(): boolean {
  return false;
}
