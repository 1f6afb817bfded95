/** A change of the kernel's routes as `ip -o -ts monitor route` tells it. */
export interface RouteChange {
  /** CLOCK_REALTIME, ns. */
  readonly wallNs: bigint;
  readonly deleted: boolean;
  /** As `ip` writes it: a host route without length. */
  readonly prefix: string;
  /** Next hops, or `unreachable` and the like. */
  readonly detail: string;
}

const line = /^\[(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.(\d{6})\]\s+(?:\[ROUTE\])?(Deleted )?(.*)$/;
const kinds = /^(unreachable|blackhole|prohibit|throw|unicast) /;

/** Reads a line; undefined if it tells no route. Times are read as UTC: let `ip` run with `TZ=UTC`. */
export function readRouteLine(text: string): RouteChange | undefined {
  const match = line.exec(text.trim());
  if (!match) return undefined;
  const [, seconds = '', micros = '', deleted, rest = ''] = match;
  const kind = kinds.exec(rest)?.[1];
  const words = rest.replace(kinds, '').trim();
  const prefix = words.split(/\s+/, 1)[0] ?? '';
  if (!/^[\da-f.:]+(\/\d+)?$|^default$/.test(prefix)) return undefined;
  const hops = [...words.matchAll(/\bvia (?:inet6? )?(\S+)/g)].map((hop) => hop[1]);
  const device = /\bdev (\S+)/.exec(words)?.[1];
  const direct = device === undefined ? 'no next hop' : `dev ${device}`;
  return {
    wallNs: BigInt(Date.parse(`${seconds}Z`)) * 1_000_000n + BigInt(micros) * 1000n,
    deleted: deleted !== undefined,
    prefix: prefix.replace(/\/(32|128)$/, ''),
    detail: hops.length ? `via ${hops.join(', ')}` : kind !== undefined && kind !== 'unicast' ? kind : direct,
  };
}
