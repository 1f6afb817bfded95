import { isAddress } from '../../fleet/addresses/address';
import { rateLimitSchema } from '../../fleet/description/rate-limit';
import type { RateLimitDescription } from '../../fleet/description/rate-limit';
import { clientRefusals, clientVariables } from './nginx-clients';
import { isInMaintenance, maintenanceAnswer, maintenanceHealth, maintenanceVariables } from './nginx-maintenance';
import { connectionsPerClient, limitsOf, limitZones } from './nginx-limits';
import { proxyProtocolServer, proxyProtocolVariables } from './nginx-proxy-protocol';
import { certificateFolder, redirect, tlsServer, tlsVariables } from './nginx-tls';

/** What the configuration of a rate limiter is made of. */
export interface NginxConfigOptions {
  readonly limit: RateLimitDescription;
  /** Where admitted requests go. */
  readonly upstream: {
    readonly host: string;
    readonly port: number;
    /** Port that answers for its health. @default - `port` */
    readonly healthPort?: number;
  };
  /** Port of clients; with `limit.tls` it speaks TLS. */
  readonly port: number;
  /** Where plain HTTP is sent on to TLS. @default - nowhere */
  readonly redirect?: {
    readonly port: number;
    /** Port of TLS, as clients know it. */
    readonly to: number;
  };
  /** Unmetered port, for probes only. */
  readonly healthPort: number;
  /** Whether clients come over IPv6 too. */
  readonly ipv6: boolean;
  /** Directory that NGINX may write to. @default '/tmp' */
  readonly runDirectory?: string;
  /** Directory of certificate and key. @default '/etc/anycast-mec-tls' */
  readonly certificateDirectory?: string;
  /** Directory of the other files that the limiter has. @default '/etc/anycast-mec' */
  readonly configDirectory?: string;
}

/** Folder of a pod in which the configuration is. */
export const configFolder = '/etc/anycast-mec';

/** Name of the configuration in there. */
export const configFile = 'nginx.conf';

/** Path on the health port that NGINX answers itself. */
export const alivePath = '/-/alive';

/**
 * `nginx.conf` of a rate limiter: a leaky bucket for every client and one for all, limits and timeouts against slow clients, no
 * client address in any log.
 *
 * @throws Error if a value cannot stand in the configuration
 */
export function nginxConfig(options: NginxConfigOptions): string {
  check(options);
  const run = options.runDirectory ?? '/tmp';
  return [
    'worker_processes 2;',
    `pid ${run}/nginx.pid;`,
    'error_log stderr warn;',
    'events { worker_connections 4096; }',
    'http {',
    ...[...general(run), ...zones(options), ...servers(options)].map((line) => `  ${line}`),
    '}',
    '',
  ].join('\n');
}

function general(run: string): string[] {
  return [
    'access_log off;',
    '# What befalls a request is told with its client: a workload that is down would fill the log with client addresses.',
    'error_log stderr emerg;',
    'server_tokens off;',
    ...['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((area) => `${area}_temp_path ${run}/${area};`),
    '# Slow clients (Slowloris) lose their connection.',
    'client_header_timeout 5s;',
    'client_body_timeout 5s;',
    'send_timeout 10s;',
    'keepalive_timeout 15s;',
    'reset_timedout_connection on;',
    'client_header_buffer_size 1k;',
    'large_client_header_buffers 4 8k;',
    'client_max_body_size 1m;',
  ];
}

function zones({ limit, upstream, certificateDirectory }: NginxConfigOptions): string[] {
  return [
    ...(limit.tls ? tlsVariables(certificateDirectory ?? certificateFolder) : []),
    ...clientVariables(limit.clients ?? {}),
    ...(limit.proxyProtocol ? proxyProtocolVariables(limit.proxyProtocol) : []),
    ...limitZones(limit),
    ...(isInMaintenance(limit.maintenance) ? maintenanceVariables() : []),
    ...upstreamOf('workload', upstream.host, upstream.port),
    ...(hasOwnHealth(upstream) ? upstreamOf('workload_health', upstream.host, upstream.healthPort) : []),
  ];
}

function upstreamOf(name: string, at: string, port: number): string[] {
  return [`upstream ${name} {`, `  server ${host(at)}:${port} max_fails=0;`, '  keepalive 32;', '}'];
}

/** Whether health is asked at another port than that of clients. */
function hasOwnHealth(
  upstream: NginxConfigOptions['upstream'],
): upstream is NginxConfigOptions['upstream'] & { readonly healthPort: number } {
  return upstream.healthPort !== undefined && upstream.healthPort !== upstream.port;
}

function servers(options: NginxConfigOptions): string[] {
  return [...clientServer(options), ...redirectServer(options), ...healthServer(options)];
}

function clientServer(options: NginxConfigOptions): string[] {
  const { limit } = options;
  return [
    'server {',
    // `http2 on` is for NGINX 1.25.1 and later; this form is for those before, too, which Debian 12 has.
    ...listen(options.port, options.ipv6, [...(limit.tls ? ['ssl', 'http2'] : []), ...headersOf(limit)]),
    ...inside(limit.tls ? tlsServer(connectionsPerClient(limit)) : []),
    ...inside([...refusals(limit), ...limitsOf(limit)]),
    ...answerOf(options),
    '}',
  ];
}

/** What connections of clients begin with. */
function headersOf({ proxyProtocol }: RateLimitDescription): string[] {
  return proxyProtocol ? ['proxy_protocol'] : [];
}

/** Who a client is, and whether it is served at all. */
function refusals({ clients, proxyProtocol }: RateLimitDescription): string[] {
  return [...(proxyProtocol ? proxyProtocolServer(proxyProtocol) : []), ...clientRefusals(clients ?? {})];
}

/** What clients are answered: what the workload says, or that it is being worked at. */
function answerOf({ limit, configDirectory }: NginxConfigOptions): string[] {
  if (isInMaintenance(limit.maintenance)) return inside(maintenanceAnswer(limit.maintenance, configDirectory ?? configFolder));
  return forward('workload', limit.tls ? ['proxy_set_header X-Forwarded-Proto $scheme;'] : []);
}

function redirectServer(options: NginxConfigOptions): string[] {
  if (!options.redirect) return [];
  const { limit } = options;
  return [
    'server {',
    ...listen(options.redirect.port, options.ipv6, headersOf(limit)),
    ...inside([...refusals(limit), ...redirect(options.redirect.to)]),
    '}',
  ];
}

function healthServer(options: NginxConfigOptions): string[] {
  const workload = hasOwnHealth(options.upstream) ? 'workload_health' : 'workload';
  return [
    'server {',
    ...listen(options.healthPort, options.ipv6),
    `  location = ${alivePath} { return 204; }`,
    ...(isInMaintenance(options.limit.maintenance) ? inside(maintenanceHealth()) : forward(workload)),
    '}',
  ];
}

/** @param more directives of the location */
function forward(upstream: string, more: readonly string[] = []): string[] {
  return [
    '  location / {',
    `    proxy_pass http://${upstream};`,
    '    proxy_http_version 1.1;',
    '    proxy_connect_timeout 1s;',
    '    proxy_set_header Connection "";',
    '    proxy_set_header Host $host;',
    '    proxy_set_header X-Forwarded-For $remote_addr;',
    ...inside(inside(more)),
    '  }',
  ];
}

function listen(port: number, ipv6: boolean, words: readonly string[] = []): string[] {
  const rest = words.map((word) => ` ${word}`).join('');
  return [`  listen ${port}${rest};`, ...(ipv6 ? [`  listen [::]:${port}${rest};`] : [])];
}

function inside(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

function host(text: string): string {
  return text.includes(':') ? `[${text}]` : text;
}

function check(options: NginxConfigOptions): void {
  const { limit, upstream, port, healthPort, redirect: sentOn } = options;
  const issue = rateLimitSchema.safeParse(limit).error?.issues[0];
  if (issue) throw new Error(`rateLimit.${issue.path.join('.')}: ${issue.message}`);
  if (!isAddress(upstream.host) && !/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/.test(upstream.host)) {
    throw new Error(`upstream.host = '${upstream.host}': allowed is a DNS name or an address`);
  }
  const health = upstream.healthPort ?? upstream.port;
  const ports = {
    'upstream.port': upstream.port,
    'upstream.healthPort': health,
    port,
    healthPort,
    ...(sentOn && { 'redirect.port': sentOn.port, 'redirect.to': sentOn.to }),
  };
  for (const [path, value] of Object.entries(ports)) {
    if (!Number.isInteger(value) || value < 1 || value > 65535)
      throw new Error(`${path} = ${value}: allowed is a port from 1 to 65535`);
  }
  for (const path of ['runDirectory', 'certificateDirectory', 'configDirectory'] as const) {
    const directory = options[path];
    if (directory !== undefined && !/^\/[A-Za-z0-9/._-]+$/.test(directory))
      throw new Error(`${path} = '${directory}': allowed is an absolute path`);
  }
}
