import { addressText } from 'anycast-mec';

/** The bytes of an address as the Fleet writes it: canonical text (RFC 5952 for IPv6), so that the two can be compared. */
export function textOfBytes(bytes: Buffer): string {
  return addressText(bytes.length === 4 ? 4 : 6, BigInt(`0x${bytes.toString('hex')}`));
}
