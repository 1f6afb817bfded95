import { Prefix } from '../../fleet/addresses/prefix';
import type { ClientsDescription } from '../../fleet/description/clients';

/**
 * The key by which one client is known: the address in binary, which has one form only; of IPv6 its /64, which one client holds whole. Where
 * some are unlimited, none for these: NGINX counts a request without a key in no zone.
 */
export const clientKey = '$client_key';

/** Variables that say what becomes of a client by its address. */
export function clientVariables({ onlyFrom, deny, unlimited }: ClientsDescription): string[] {
  return [
    'map $binary_remote_addr $client_key {',
    '  "~(?s)^\\x00{10}\\xff\\xff(?<mapped_ipv4>.{4})\\z" $mapped_ipv4;',
    '  "~(?s)^(?<ipv6_network>.{8}).{8}\\z" $ipv6_network;',
    '  default $binary_remote_addr;',
    '}',
    ...(onlyFrom ? listed({ variable: '$outside', networks: onlyFrom, inside: 0, outside: 1 }) : []),
    ...(deny ? listed({ variable: '$denied', networks: deny, inside: 1, outside: 0 }) : []),
    ...(unlimited ? listed({ variable: '$unlimited', networks: unlimited, inside: 1, outside: 0 }) : []),
  ];
}

/** What refuses a client, before anything else of its request is looked at. In front of `return`, which `deny` of NGINX comes after. */
export function clientRefusals({ onlyFrom, deny }: ClientsDescription): string[] {
  return [...(onlyFrom ? ['if ($outside) { return 403; }'] : []), ...(deny ? ['if ($denied) { return 403; }'] : [])];
}

/**
 * The variable of a key that is counted. @param key as NGINX evaluates it
 *
 * @param name of the variable with it, where one is needed
 */
export function countedKey(
  key: string,
  name: string,
  { unlimited }: ClientsDescription,
): { readonly key: string; readonly lines: string[] } {
  if (!unlimited) return { key, lines: [] };
  return { key: name, lines: [`map $unlimited ${name} {`, `  0 ${key};`, '  default "";', '}'] };
}

/** What a variable says of an address. */
interface Listed {
  readonly variable: string;
  /** Variable with the address. @default - that of the client */
  readonly address?: string;
  readonly networks: readonly string[];
  /** Its value for addresses in these networks. */
  readonly inside: 0 | 1;
  /** Its value for all others. */
  readonly outside: 0 | 1;
}

/** A variable that says whether an address is in one of the networks. NGINX takes the address of IPv4 in IPv6 clothes for IPv4. */
export function listed({ variable, address, networks, inside, outside }: Listed): string[] {
  const head = address === undefined ? variable : `${address} ${variable}`;
  return [`geo ${head} {`, `  default ${outside};`, ...networksOf(networks).map((network) => `  ${network} ${inside};`), '}'];
}

/** Networks as NGINX reads them, each once. */
export function networksOf(networks: readonly string[]): string[] {
  return [...new Set(networks.map((network) => Prefix.parse(network).toString()))];
}
