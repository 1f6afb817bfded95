/** Folder of a pod in which certificate and key are: the Secret, as the kubelet mounts it. */
export const certificateFolder = '/etc/anycast-mec-tls';

/** Keys of a Secret of the type kubernetes.io/tls (Kubernetes, pkg/apis/core/types.go). */
export const certificateFiles = { certificate: 'tls.crt', key: 'tls.key' } as const;

/**
 * Mozilla, Server Side TLS 5.7, "intermediate": TLS 1.2 and 1.3, forward secrecy and authenticated encryption alone, the client's order.
 * Without its DHE suites, for which NGINX needs parameters of its own. Curves are left to OpenSSL, as a list would keep out what a newer one
 * offers by itself (X25519MLKEM768, since 3.5).
 */
const mozillaIntermediate = {
  protocols: ['TLSv1.2', 'TLSv1.3'],
  ciphers: [
    'ECDHE-ECDSA-AES128-GCM-SHA256',
    'ECDHE-RSA-AES128-GCM-SHA256',
    'ECDHE-ECDSA-AES256-GCM-SHA384',
    'ECDHE-RSA-AES256-GCM-SHA384',
    'ECDHE-ECDSA-CHACHA20-POLY1305',
    'ECDHE-RSA-CHACHA20-POLY1305',
  ],
  sessionTimeout: '1d',
} as const;

/** Streams that a client may have open in one connection of HTTP/2 (NGINX's own default). */
const usualStreams = 128;

/** What stands outside of servers. @param folder of certificate and key */
export function tlsVariables(folder: string): string[] {
  return [
    '# A certificate whose name has a variable is read at each handshake: one that was renewed is taken up without a reload.',
    'map "" $certificates {',
    `  default ${folder};`,
    '}',
  ];
}

/** What a server has that speaks TLS. @param connections that one client may have: a stream of HTTP/2 counts as one */
export function tlsServer(connections: number): string[] {
  const { protocols, ciphers, sessionTimeout } = mozillaIntermediate;
  return [
    `ssl_certificate $certificates/${certificateFiles.certificate};`,
    `ssl_certificate_key $certificates/${certificateFiles.key};`,
    `ssl_protocols ${protocols.join(' ')};`,
    `ssl_ciphers ${ciphers.join(':')};`,
    'ssl_prefer_server_ciphers off;',
    'ssl_session_cache shared:tls:10m;',
    `ssl_session_timeout ${sessionTimeout};`,
    '# A key of tickets that nobody changes would undo forward secrecy.',
    'ssl_session_tickets off;',
    '# A client is told how many requests it may have open, in place of 429 for those beyond.',
    `http2_max_concurrent_streams ${Math.min(connections, usualStreams)};`,
  ];
}

/** What sends a request of plain HTTP on to TLS, with method and body (RFC 9110, section 15.4.9). @param port of TLS, as clients know it */
export function redirect(port: number): string[] {
  return [
    '# HTTP/1.0 may name no host.',
    'if ($host = "") { return 400; }',
    `return 308 https://$host${port === 443 ? '' : `:${port}`}$request_uri;`,
  ];
}
