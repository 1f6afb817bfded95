import { textOfBytes } from './address-text';

/** What a BGP message says about routes, or that the session ends. */
export type BgpNews =
  | { readonly kind: 'update'; readonly announced: readonly string[]; readonly withdrawn: readonly string[] }
  | { readonly kind: 'notification'; readonly code: number; readonly subcode: number };

/** Port of BGP. */
export const bgpPort = 179;

const marker = Buffer.alloc(16, 0xff);
const headerBytes = 19;
const mpReach = 14;
const mpUnreach = 15;
const extendedLength = 0x10;

/**
 * Reads the messages in a segment of TCP (RFC 4271 section 4, RFC 4760). A message that began in the segment before is skipped up to
 * the next one: routes of a VIP fit in one segment.
 */
export function bgpNewsIn(payload: Buffer): BgpNews[] {
  const news: BgpNews[] = [];
  for (let at = payload.indexOf(marker); at >= 0; at = payload.indexOf(marker, at)) {
    if (payload.length - at < headerBytes) break;
    const length = payload.readUInt16BE(at + 16);
    const type = payload.readUInt8(at + 18);
    const body = payload.subarray(at + headerBytes, at + length);
    if (length < headerBytes || at + length > payload.length) break;
    if (type === 2) news.push(readUpdate(body));
    if (type === 3 && body.length >= 2) news.push({ kind: 'notification', code: body.readUInt8(0), subcode: body.readUInt8(1) });
    at += length;
  }
  return news;
}

function readUpdate(body: Buffer): BgpNews {
  const withdrawnBytes = body.readUInt16BE(0);
  const withdrawn = readPrefixes(body.subarray(2, 2 + withdrawnBytes), 4);
  const attributesAt = 4 + withdrawnBytes;
  const attributesBytes = body.readUInt16BE(2 + withdrawnBytes);
  const announced = readPrefixes(body.subarray(attributesAt + attributesBytes), 4);
  const attributes = body.subarray(attributesAt, attributesAt + attributesBytes);
  for (let at = 0; at + 3 <= attributes.length;) {
    const isLong = (attributes.readUInt8(at) & extendedLength) !== 0;
    const code = attributes.readUInt8(at + 1);
    const length = isLong ? attributes.readUInt16BE(at + 2) : attributes.readUInt8(at + 2);
    const value = attributes.subarray(at + (isLong ? 4 : 3), at + (isLong ? 4 : 3) + length);
    if (code === mpReach && value.length > 5) {
      announced.push(...readPrefixes(value.subarray(5 + value.readUInt8(3)), value.readUInt16BE(0) === 2 ? 6 : 4));
    }
    if (code === mpUnreach && value.length > 3)
      withdrawn.push(...readPrefixes(value.subarray(3), value.readUInt16BE(0) === 2 ? 6 : 4));
    at += (isLong ? 4 : 3) + length;
  }
  return { kind: 'update', announced, withdrawn };
}

function readPrefixes(bytes: Buffer, family: 4 | 6): string[] {
  const prefixes: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const bits = bytes.readUInt8(at);
    const length = Math.ceil(bits / 8);
    const address = Buffer.alloc(family === 4 ? 4 : 16);
    bytes.copy(address, 0, at + 1, at + 1 + length);
    prefixes.push(`${textOfBytes(address)}/${bits}`);
    at += 1 + length;
  }
  return prefixes;
}
