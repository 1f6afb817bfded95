import { canonical } from '../addresses/address';
import type { Prefix } from '../addresses/prefix';
import type { InterfaceAddress } from '../model';
import { listOf } from './lists';
import type { Problems } from './problems';

/** Place of a virtual gateway in its network: the 254th address, `.254` of a /24 and `::fe`, behind the borders and the hosts. */
const virtualGateway = 254;

/** A network that needs a gateway. */
export interface GatewayPlace {
  /** `the hosts of mec-1`, for messages. */
  readonly what: string;
  /** Path of the `gateway` in the description. */
  readonly path: string;
  readonly prefixes: readonly Prefix[];
  /** Addresses of the borders in it, in the order of the borders. */
  readonly borders: readonly (readonly InterfaceAddress[])[];
}

/**
 * The default gateway of a network, one for each prefix: with one border the border's own address, with several a virtual address
 * that one of them has.
 *
 * @param given as described
 */
export function deriveGateway(
  given: string | readonly string[] | undefined,
  place: GatewayPlace,
  problems: Problems,
): readonly InterfaceAddress[] {
  const texts = listOf(given).map(canonical);
  const taken = new Map<Prefix, string>();
  for (const text of texts) {
    const prefix = place.prefixes.find((candidate) => candidate.contains(text));
    if (prefix && !taken.has(prefix)) taken.set(prefix, text);
    else
      problems.mismatch(
        place.path,
        text,
        prefix
          ? `${place.what} have two gateways in ${String(prefix)}.`
          : `The gateway ${text} lies outside the network of ${place.what}.`,
        prefix ? 'one gateway in each network' : place.prefixes.join(', ') || 'no network',
      );
  }
  const own = place.borders.length === 1 ? (place.borders[0] ?? []) : undefined;
  return Object.freeze(
    place.prefixes.flatMap((prefix) => {
      const text = taken.get(prefix);
      const derived = own ? own.find((entry) => entry.prefix === prefix)?.address : prefix.address(virtualPlace(prefix));
      if (own && text !== undefined && text !== derived)
        problems.mismatch(
          place.path,
          text,
          `The gateway of ${place.what} is ${derived ?? 'not there'}, the address of the one border that there is.`,
          `${derived ?? 'no address'}, or two borders`,
        );
      const address = text ?? derived;
      return address === undefined ? [] : [Object.freeze({ family: prefix.family, address, prefix })];
    }),
  );
}

function virtualPlace({ family, length, bits }: Prefix): number {
  // The last address of an IPv4 network is its broadcast address (RFC 1122), but in a /31 (RFC 3021).
  const host = bits - length;
  const last = host >= 9 ? virtualGateway : 2 ** host - (family === 4 && host > 1 ? 2 : 1);
  return Math.min(virtualGateway, last);
}
