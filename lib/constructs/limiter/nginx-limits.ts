import type { RateLimitDescription } from '../../fleet/description/rate-limit';
import { clientKey, countedKey } from './nginx-clients';

type HeaderLimit = NonNullable<RateLimitDescription['perHeader']>[number];

/** Requests that may wait above a rate where nothing is said. */
const usualBurst = 10;

/** Connections of one client where nothing is said. */
const usualConnections = 20;

/** Connections that one client may have. */
export function connectionsPerClient({ connectionsPerClient: given }: RateLimitDescription): number {
  return given ?? usualConnections;
}

/** One limit of requests. */
interface Limit {
  /** Name of the zone that it counts in. */
  readonly zone: string;
  /** Size of that zone. */
  readonly size: string;
  /** Variables that its key is made of. */
  readonly variables: readonly string[];
  /** By what it counts, as NGINX evaluates it; what is empty is not counted. */
  readonly key: string;
  /** Variable of the key, where some clients count in no limit. */
  readonly counted: string;
  readonly rate: string;
  /** What follows the zone where the limit holds. */
  readonly waiting: string;
}

/** What a zone takes that has a state for each client: 80,000 of them (NGINX, `limit_req_zone`: 128 bytes each). */
export const zoneMi = 10;
const size = `${zoneMi}m`;

/** The limits of requests, in the order in which they are asked. */
function requestLimits({ perClient, burst, aggregate, perHeader = [], perPath }: RateLimitDescription): Limit[] {
  const none = { variables: [], size };
  return [
    { ...none, zone: 'clients', key: clientKey, counted: '$counted_client', rate: perClient, waiting: burstOf(burst) },
    ...(aggregate === undefined ? [] : [{ ...none, zone: 'aggregate', ...ofAll(aggregate) }]),
    ...perHeader.map(headerLimit),
    ...(perPath
      ? [{ ...none, zone: 'paths', key: '$uri', counted: '$counted_path', rate: perPath.rate, waiting: burstOf(perPath.burst) }]
      : []),
  ];
}

function ofAll(rate: string): Omit<Limit, 'zone' | 'variables'> {
  return { size: '32k', key: 'all', counted: '$counted_all', rate, waiting: ` burst=${perSecond(rate)} nodelay` };
}

/**
 * Who leaves the header out, or empty, is counted by address: no key at all would be no limit at all. A sign in front keeps the two apart,
 * so that no value is the address of somebody else. Variables have a number in place of the name, which may be longer than NGINX takes.
 */
function headerLimit({ header, rate, burst }: HeaderLimit, index: number): Limit {
  const value = `$http_${header.toLowerCase().replaceAll('-', '_')}`;
  const key = `$by_header_${index + 1}`;
  return {
    zone: `header_${index + 1}`,
    size,
    variables: [`map ${value} ${key} {`, `  "" "-${clientKey}";`, `  default "+${value}";`, '}'],
    key,
    counted: `$counted_header_${index + 1}`,
    rate,
    waiting: burstOf(burst),
  };
}

/** What the limits count in, and what is said of a request above one. */
export function limitZones(limit: RateLimitDescription): string[] {
  const { clients = {} } = limit;
  const zones = requestLimits(limit).flatMap(({ zone, size: room, variables, key, counted, rate }) => {
    const by = countedKey(key, counted, clients);
    return [...variables, ...by.lines, `limit_req_zone ${by.key} zone=${zone}:${room} rate=${rate};`];
  });
  return [
    ...zones,
    `limit_conn_zone ${countedKey(clientKey, '$counted_client', clients).key} zone=connections:${size};`,
    'limit_req_status 429;',
    'limit_conn_status 429;',
    '# Refusals are not logged: an attack would fill the disk with client addresses.',
    'limit_req_log_level info;',
    'limit_conn_log_level info;',
  ];
}

/** The limits of a server. */
export function limitsOf(limit: RateLimitDescription): string[] {
  return [
    ...requestLimits(limit).map(({ zone, waiting }) => `limit_req zone=${zone}${waiting};`),
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
