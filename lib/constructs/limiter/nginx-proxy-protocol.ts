import type { ProxyProtocolDescription } from '../../fleet/description/proxy-protocol';
import { listed, networksOf } from './nginx-clients';

/** The variable that says who opened a connection, whatever a PROXY header says. */
const opener = '$realip_remote_addr';

/** Variables that say whose PROXY header is believed. */
export function proxyProtocolVariables({ from }: ProxyProtocolDescription): string[] {
  return listed({ variable: '$stranger', address: opener, networks: from, inside: 0, outside: 1 });
}

/** What a server has whose connections begin with a PROXY header: the client that it names counts, and is told to the workload. */
export function proxyProtocolServer({ from }: ProxyProtocolDescription): string[] {
  return [
    ...networksOf(from).map((network) => `set_real_ip_from ${network};`),
    'real_ip_header proxy_protocol;',
    'if ($stranger) { return 403; }',
  ];
}
