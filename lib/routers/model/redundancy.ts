import { clientAddress, hasVirtualGateway, ofFamily } from '../../fleet/model';
import type { BorderRouter, InterfaceAddress } from '../../fleet/model';
import { advertisementMs, faultWeight, priorityOf } from '../../fleet/redundancy/election';
import type { RedundancyModel, SharedGateway } from './router-model';

/**
 * Virtual router id, the same in every network since it counts in one LAN and family alone (RFC 5798 section 5.2.3): the last part of the
 * usual gateway. Neither 1, with which switches begin, nor 51, that of keepalived's examples.
 */
const virtualRouterId = 254;

/** What the borders of a network have in common there. */
interface Place {
  readonly interface: string;
  readonly gateway: readonly InterfaceAddress[];
  addressesOf(border: BorderRouter): readonly InterfaceAddress[];
}

/** The gateways that a border shares with the others of its site; absent where it is the only one. */
export function redundancyOf(border: BorderRouter): RedundancyModel | undefined {
  const { site } = border;
  if (!hasVirtualGateway(site)) return undefined;
  const places: Place[] = [
    { interface: border.lanInterface, gateway: site.gateway, addressesOf: ({ lan }) => lan },
    ...site.clients.map((client): Place => ({
      interface: client.interface,
      gateway: client.gateway,
      addressesOf: (other) => clientAddress(client, other),
    })),
  ];
  const gateways = places.flatMap((place) => sharedGateways(border, place));
  return {
    priority: priorityOf(border),
    advertisementMs,
    faultWeight,
    interfaces: places.map((place) => place.interface),
    gateways,
  };
}

function sharedGateways(border: BorderRouter, place: Place): SharedGateway[] {
  const others = border.site.borders.filter((other) => other !== border);
  return ([4, 6] as const).flatMap((family): SharedGateway[] => {
    const local = ofFamily(place.addressesOf(border), family);
    const addresses = place.gateway.filter((entry) => entry.family === family).map(({ address }) => address);
    if (!local || addresses.length === 0) return [];
    return [
      {
        name: `${place.interface}-${family}`,
        family,
        interface: place.interface,
        virtualRouterId,
        localAddress: local.address,
        peers: others.flatMap((other) => ofFamily(place.addressesOf(other), family)?.address ?? []),
        addresses: family === 6 ? [linkLocal(virtualRouterId), ...addresses] : addresses,
      },
    ];
  });
}

/** Link-local address of an IPv6 virtual router, which comes first (RFC 5798 section 5.2.9): made of its MAC address (section 7.3). */
function linkLocal(id: number): string {
  return `fe80::200:5eff:fe00:2${id.toString(16).padStart(2, '0')}`;
}
