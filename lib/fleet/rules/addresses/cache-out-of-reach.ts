import { Prefix } from '../../addresses/prefix';
import { bogons } from '../../addresses/routed';
import type { Rule } from '../rule';

/** The loopback: a cache may run on every router. */
const loopbacks = ['127.0.0.0/8', '::1/128'].map((text) => Prefix.parse(text));

/** Routers can reach every RPKI cache. */
export const cacheOutOfReach: Rule = {
  id: 'cache-out-of-reach',
  severity: 'error',
  title: 'Routers can reach every RPKI cache.',
  explanation:
    'Routers ask caches over TCP (RFC 8210). Link-local, multicast and reserved addresses (RFC 6890) lead to none of them; the loopback leads to a cache on the router itself.',
  allowed: 'a unicast address that is routed, or one of the loopback',
  remedy: 'Give an address of the cache that every border and PE has a route to.',
  acknowledgeable: false,
  *check(fleet) {
    for (const { path, family, address } of fleet.caches) {
      const within = (prefix: Prefix) => prefix.contains(address);
      if (loopbacks.some(within) || !bogons[family].map((text) => Prefix.parse(text)).some(within)) continue;
      yield { path, value: address, message: `No router reaches a cache at ${address}.` };
    }
  },
};
