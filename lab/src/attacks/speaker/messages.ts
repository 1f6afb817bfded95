/** Bytes of messages that a BGP speaker sends: also such as no daemon would send. */

/** Capabilities (IANA, BGP Capability Codes). */
const capability = { multiprotocol: 1, routeRefresh: 2, role: 9, fourByteAs: 65 } as const;

/** Roles of a speaker (RFC 9234 section 4.1). */
export const roles = { provider: 0, customer: 3 } as const;

/** Path attributes (IANA, BGP Path Attributes). */
export const attributeCodes = { origin: 1, asPath: 2, nextHop: 3, aggregator: 7, communities: 8 } as const;

/** Flags of path attributes (RFC 4271 section 4.3). */
export const flags = { wellKnown: 0x40, optional: 0x80, optionalTransitive: 0xc0, extended: 0x10 } as const;

/** AS number that stands for one of four bytes (RFC 6793). */
const asTrans = 23456;
const asSequence = 2;
/** Most AS numbers in one segment of a path. */
const longestSegment = 255;
/** Longest message (RFC 4271 section 4). */
export const longestMessage = 4096;

/** A path attribute. */
export interface Attribute {
  readonly flags: number;
  readonly code: number;
  readonly value: Buffer;
}

function message(type: number, body: Buffer): Buffer {
  const header = Buffer.alloc(19, 0xff);
  header.writeUInt16BE(19 + body.length, 16);
  header.writeUInt8(type, 18);
  return Buffer.concat([header, body]);
}

/** An OPEN for IPv4 unicast. @param holdS hold time, s @param role see {@link roles}. @default - none is told */
export function open(as: number, holdS: number, routerId: string, role?: number): Buffer {
  const four = Buffer.alloc(4);
  four.writeUInt32BE(as);
  const capabilities = [
    Buffer.from([capability.multiprotocol, 4, 0, 1, 0, 1]),
    Buffer.from([capability.routeRefresh, 0]),
    Buffer.concat([Buffer.from([capability.fourByteAs, 4]), four]),
    ...(role === undefined ? [] : [Buffer.from([capability.role, 1, role])]),
  ];
  const parameters = Buffer.concat(capabilities.map((one) => Buffer.concat([Buffer.from([2, one.length]), one])));
  const fixed = Buffer.alloc(5);
  fixed.writeUInt8(4, 0);
  fixed.writeUInt16BE(as > 0xffff ? asTrans : as, 1);
  fixed.writeUInt16BE(holdS, 3);
  return message(1, Buffer.concat([fixed, bytesOf(routerId), Buffer.from([parameters.length]), parameters]));
}

/** A KEEPALIVE. */
export const keepalive = message(4, Buffer.alloc(0));

/** A NOTIFICATION. */
export function notification(code: number, subcode: number): Buffer {
  return message(3, Buffer.from([code, subcode]));
}

/** An UPDATE that announces prefixes of IPv4 (RFC 4271 section 4.3). */
export function update(attributes: readonly Attribute[], prefixes: readonly string[]): Buffer {
  const path = Buffer.concat(attributes.map(attributeBytes));
  const head = Buffer.alloc(4);
  head.writeUInt16BE(path.length, 2);
  return message(2, Buffer.concat([head, path, ...prefixes.map(prefixBytes)]));
}

/** The attributes that an UPDATE must have. */
export function usual(path: readonly number[], nextHop: string): Attribute[] {
  return [
    { flags: flags.wellKnown, code: attributeCodes.origin, value: Buffer.from([0]) },
    { flags: flags.wellKnown, code: attributeCodes.asPath, value: asPath(path) },
    { flags: flags.wellKnown, code: attributeCodes.nextHop, value: bytesOf(nextHop) },
  ];
}

/** Communities, such as `65535:666` (RFC 1997). */
export function communities(values: readonly string[]): Attribute {
  const value = Buffer.alloc(4 * values.length);
  values.forEach((text, place) => {
    const [high, low] = text.split(':').map(Number);
    value.writeUInt16BE(high ?? 0, 4 * place);
    value.writeUInt16BE(low ?? 0, 4 * place + 2);
  });
  return { flags: flags.optionalTransitive, code: attributeCodes.communities, value };
}

function asPath(path: readonly number[]): Buffer {
  const segments: Buffer[] = [];
  for (let from = 0; from < path.length; from += longestSegment) {
    const part = path.slice(from, from + longestSegment);
    const bytes = Buffer.alloc(2 + 4 * part.length);
    bytes.writeUInt8(asSequence, 0);
    bytes.writeUInt8(part.length, 1);
    part.forEach((as, place) => bytes.writeUInt32BE(as, 2 + 4 * place));
    segments.push(bytes);
  }
  return Buffer.concat(segments);
}

function attributeBytes({ flags: given, code, value }: Attribute): Buffer {
  const isLong = value.length > 0xff;
  const length = isLong ? [value.length >> 8, value.length & 0xff] : [value.length];
  return Buffer.concat([Buffer.from([isLong ? given | flags.extended : given, code, ...length]), value]);
}

/** A prefix as UPDATEs hold it: its length, and as many bytes as that needs. */
export function prefixBytes(prefix: string): Buffer {
  const [address = '', length = '32'] = prefix.split('/');
  return Buffer.concat([Buffer.from([Number(length)]), bytesOf(address).subarray(0, Math.ceil(Number(length) / 8))]);
}

function bytesOf(address: string): Buffer {
  return Buffer.from(address.split('.').map(Number));
}
