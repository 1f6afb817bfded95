import { toNumber } from '../addresses/address';
import { isBorder } from './route';
import type { Channel, Route, Speaker } from './route';

/** Cost of the way to the router where traffic leaves a network. */
export type ExitCost = (speaker: Speaker, route: Route) => number;

/**
 * Whether a router prefers `a` to `b`: the decision process of RFC 4271 section 9.1.2.2 and RFC 4456 section 9 as both dialects run it.
 * ORIGIN decides nothing (every route has IGP), and MED is compared whatever the neighbor's AS (at borders; elsewhere it is 0).
 */
export function prefers(speaker: Speaker, a: Route, b: Route, exitCost: ExitCost): boolean {
  return difference(speaker, a, b, exitCost) < 0;
}

function difference(speaker: Speaker, a: Route, b: Route, exitCost: ExitCost): number {
  return (
    Number(b.learned === 'connected') - Number(a.learned === 'connected') ||
    b.localPreference - a.localPreference ||
    a.asPath.length - b.asPath.length ||
    a.med - b.med ||
    Number(a.learned === 'ibgp') - Number(b.learned === 'ibgp') ||
    compared(exitCost(speaker, a), exitCost(speaker, b)) ||
    compared(routerNumber(a), routerNumber(b)) ||
    a.reflectors.length - b.reflectors.length ||
    compared(neighborNumber(a.channel), neighborNumber(b.channel))
  );
}

/** `Infinity - Infinity` would be no number. */
function compared<T extends number | bigint>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const numbers = new Map<string, bigint>();

function numberOf(address: string): bigint {
  const known = numbers.get(address);
  if (known !== undefined) return known;
  const number = toNumber(address);
  numbers.set(address, number);
  return number;
}

/** BGP identifier of the router that brought the route into the AS: the neighbor, or of a reflected route its originator. */
function routerNumber({ channel, exit }: Route): bigint {
  if (!channel) return 0n;
  const origin = exit && !isBorder(exit) ? exit : channel.from;
  return numberOf(origin.routerId);
}

function neighborNumber(channel: Channel | undefined): bigint {
  return channel ? numberOf(channel.neighbor) : 0n;
}
