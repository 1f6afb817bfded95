import { canonical, familyOf } from '../addresses/address';
import { Prefix } from '../addresses/prefix';
import type { InterfaceAddress } from '../model';
import { listOf } from './lists';

/** Interface addresses written with their length, `10.0.0.1/31`. */
export function interfaceAddresses(texts: string | readonly string[]): InterfaceAddress[] {
  return listOf(texts).map((text) => {
    const address = text.slice(0, text.indexOf('/'));
    return Object.freeze({ family: familyOf(address), address: canonical(address), prefix: Prefix.parse(text) });
  });
}

/** The `place`-th address that an interface may have, of each prefix that has so many, counted from 1. */
export function nthAddresses(prefixes: readonly Prefix[], place: number): InterfaceAddress[] {
  return prefixes.flatMap((prefix) => {
    const address = prefix.usable(place);
    return address === undefined ? [] : [Object.freeze({ family: prefix.family, address, prefix })];
  });
}

/** The addresses that are given, and where none is given of a family, those derived of it. */
export function completed(given: readonly InterfaceAddress[], derived: readonly InterfaceAddress[]): InterfaceAddress[] {
  const missing = derived.filter(({ family }) => !given.some((entry) => entry.family === family));
  return given.length ? [...given, ...missing].sort((a, b) => a.family - b.family) : [...derived];
}

/** Loopback addresses: each a prefix of its own. */
export function loopbackAddresses(texts: readonly string[]): InterfaceAddress[] {
  return texts.map((text) => Object.freeze({ family: familyOf(text), address: canonical(text), prefix: Prefix.host(text) }));
}

/** The loopback that is the `index`-th address of each block which has so many, counted from 0. */
export function nthLoopbacks(blocks: readonly Prefix[], index: number): InterfaceAddress[] {
  return blocks.flatMap((block) => {
    const prefix = block.subnet(block.bits, index);
    const address = prefix?.address(0);
    return prefix && address !== undefined ? [Object.freeze({ family: block.family, address, prefix })] : [];
  });
}

/** The router id where none is given: the IPv4 loopback; 0.0.0.0 where there is none, which a rule refuses. */
export function routerIdOf(given: string | undefined, loopbacks: readonly InterfaceAddress[]): string {
  return given ?? loopbacks.find((loopback) => loopback.family === 4)?.address ?? '0.0.0.0';
}
