import { hash } from './plan';

/** Longest name of a Linux interface: IFNAMSIZ less the closing zero. */
const longest = 15;

/** `wanted` if Linux takes it as an interface name, else a short stable name made of it. */
export function interfaceName(wanted: string): string {
  return wanted.length <= longest ? wanted : `if-${hash(wanted).toString(16).padStart(8, '0')}`;
}
