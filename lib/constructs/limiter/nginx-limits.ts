import type { RateLimitDescription } from '../../fleet/description/rate-limit';
import { clientKey, countedKey } from './nginx-clients';

/** Requests that may wait above a rate where nothing is said. */
const usualBurst = 10;

/** Connections of one client where nothing is said. */
const usualConnections = 20;

/** Connections that one client may have. */
export function connectionsPerClient({ connectionsPerClient: given }: RateLimitDescription): number {
  return given ?? usualConnections;
}

/** What the limits count in, and what is said of a request above one. */
export function limitZones(limit: RateLimitDescription): string[] {
  const { perClient, aggregate, clients = {} } = limit;
  const ofClient = countedKey(clientKey, '$counted_client', clients);
  const ofAll = countedKey('all', '$counted_all', clients);
  return [
    ...ofClient.lines,
    `limit_req_zone ${ofClient.key} zone=clients:10m rate=${perClient};`,
    ...(aggregate === undefined ? [] : [...ofAll.lines, `limit_req_zone ${ofAll.key} zone=aggregate:32k rate=${aggregate};`]),
    `limit_conn_zone ${ofClient.key} zone=connections:10m;`,
    'limit_req_status 429;',
    'limit_conn_status 429;',
    '# Refusals are not logged: an attack would fill the disk with client addresses.',
    'limit_req_log_level info;',
    'limit_conn_log_level info;',
  ];
}

/** The limits of a server. */
export function limitsOf(limit: RateLimitDescription): string[] {
  const { aggregate, burst } = limit;
  return [
    `limit_req zone=clients${burstOf(burst)};`,
    ...(aggregate === undefined ? [] : [`limit_req zone=aggregate burst=${perSecond(aggregate)} nodelay;`]),
    `limit_conn connections ${connectionsPerClient(limit)};`,
  ];
}

/** NGINX refuses burst=0, and takes no word of it for none. */
function burstOf(burst = usualBurst): string {
  return burst > 0 ? ` burst=${burst}` : '';
}

/** One second's worth of a rate, at least one request. */
function perSecond(rate: string): number {
  const count = Number.parseInt(rate, 10);
  return rate.endsWith('r/m') ? Math.max(1, Math.floor(count / 60)) : count;
}
