import { isAddress } from '../../fleet/addresses/address';
import { rateLimitSchema } from '../../fleet/description/service';
import type { RateLimitDescription } from '../../fleet/description/service';

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
  /** Port of clients. */
  readonly port: number;
  /** Unmetered port, for probes only. */
  readonly healthPort: number;
  /** Whether clients come over IPv6 too. */
  readonly ipv6: boolean;
  /** Directory that NGINX may write to. @default '/tmp' */
  readonly runDirectory?: string;
}

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
    ...[...general(run), ...zones(options), ...clientServer(options), ...healthServer(options)].map((line) => `  ${line}`),
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

/** The key is made of the address in binary, which has one form only; of IPv6 its /64, which one client holds whole. */
function zones({ limit, upstream }: NginxConfigOptions): string[] {
  return [
    'map $binary_remote_addr $client_key {',
    '  "~(?s)^\\x00{10}\\xff\\xff(?<mapped_ipv4>.{4})\\z" $mapped_ipv4;',
    '  "~(?s)^(?<ipv6_network>.{8}).{8}\\z" $ipv6_network;',
    '  default $binary_remote_addr;',
    '}',
    `limit_req_zone $client_key zone=clients:10m rate=${limit.perClient};`,
    ...(limit.aggregate === undefined ? [] : [`limit_req_zone all zone=aggregate:32k rate=${limit.aggregate};`]),
    'limit_conn_zone $client_key zone=connections:10m;',
    'limit_req_status 429;',
    'limit_conn_status 429;',
    '# Refusals are not logged: an attack would fill the disk with client addresses.',
    'limit_req_log_level info;',
    'limit_conn_log_level info;',
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

function clientServer(options: NginxConfigOptions): string[] {
  const { limit } = options;
  const burst = limit.burst ?? 10;
  return [
    'server {',
    ...listen(options.port, options.ipv6),
    // NGINX refuses burst=0, and takes no word of it for none.
    `  limit_req zone=clients${burst > 0 ? ` burst=${burst}` : ''};`,
    ...(limit.aggregate === undefined ? [] : [`  limit_req zone=aggregate burst=${perSecond(limit.aggregate)} nodelay;`]),
    `  limit_conn connections ${limit.connectionsPerClient ?? 20};`,
    ...forward('workload'),
    '}',
  ];
}

function healthServer(options: NginxConfigOptions): string[] {
  return [
    'server {',
    ...listen(options.healthPort, options.ipv6),
    `  location = ${alivePath} { return 204; }`,
    ...forward(hasOwnHealth(options.upstream) ? 'workload_health' : 'workload'),
    '}',
  ];
}

function forward(upstream: string): string[] {
  return [
    '  location / {',
    `    proxy_pass http://${upstream};`,
    '    proxy_http_version 1.1;',
    '    proxy_connect_timeout 1s;',
    '    proxy_set_header Connection "";',
    '    proxy_set_header Host $host;',
    '    proxy_set_header X-Forwarded-For $remote_addr;',
    '  }',
  ];
}

function listen(port: number, ipv6: boolean): string[] {
  return [`  listen ${port};`, ...(ipv6 ? [`  listen [::]:${port};`] : [])];
}

/** One second's worth of a rate, at least one request. */
function perSecond(rate: string): number {
  const count = Number.parseInt(rate, 10);
  return rate.endsWith('r/m') ? Math.max(1, Math.floor(count / 60)) : count;
}

function host(text: string): string {
  return text.includes(':') ? `[${text}]` : text;
}

function check({ limit, upstream, port, healthPort, runDirectory }: NginxConfigOptions): void {
  const issue = rateLimitSchema.safeParse(limit).error?.issues[0];
  if (issue) throw new Error(`rateLimit.${issue.path.join('.')}: ${issue.message}`);
  if (!isAddress(upstream.host) && !/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/.test(upstream.host)) {
    throw new Error(`upstream.host = '${upstream.host}': allowed is a DNS name or an address`);
  }
  const health = upstream.healthPort ?? upstream.port;
  const ports = { 'upstream.port': upstream.port, 'upstream.healthPort': health, port, healthPort };
  for (const [path, value] of Object.entries(ports)) {
    if (!Number.isInteger(value) || value < 1 || value > 65535)
      throw new Error(`${path} = ${value}: allowed is a port from 1 to 65535`);
  }
  if (runDirectory !== undefined && !/^\/[A-Za-z0-9/._-]+$/.test(runDirectory))
    throw new Error(`runDirectory = '${runDirectory}': allowed is an absolute path`);
}
