import { randomBytes } from 'node:crypto';
import { ok } from '../evidence';
import type { Outcome } from '../evidence';
import type { Probe } from '../probe';
import { exchange } from './udp';

/** A version that no server speaks: reserved for this (RFC 9000, section 15). */
const reservedVersion = 0x1a2a3a4a;
/** Servers ignore smaller datagrams that might begin a connection (RFC 9000, section 14.1), bytes. */
const datagramBytes = 1200;
const identifierBytes = 8;

/**
 * A QUIC server says which versions it speaks (RFC 9000, section 6): it answers one that it does not know with a packet of Version
 * Negotiation. No connection begins, and no certificate is asked for.
 */
export const quicProbe: Probe = (address, { port }, deadline, settle) => {
  const [destination, source] = [randomBytes(identifierBytes), randomBytes(identifierBytes)];
  exchange({ address, port }, initial(destination, source), deadline, settle, (reply) => judged(reply, destination, source));
};

/** A long header (RFC 8999, section 5.1) with the reserved version; what follows is of no version, so zeros. */
function initial(destination: Buffer, source: Buffer): Buffer {
  const packet = Buffer.alloc(datagramBytes);
  packet[0] = 0xc0;
  packet.writeUInt32BE(reservedVersion, 1);
  Buffer.concat([Buffer.of(destination.length), destination, Buffer.of(source.length), source]).copy(packet, 5);
  return packet;
}

/** Version Negotiation (RFC 8999, section 6): version 0, and the connection identifiers turned round. */
function judged(reply: Buffer, destination: Buffer, source: Buffer): Outcome {
  const turned = Buffer.concat([Buffer.of(source.length), source, Buffer.of(destination.length), destination]);
  const isNegotiation = reply.length >= 5 + turned.length + 4 && ((reply[0] ?? 0) & 0x80) !== 0 && reply.readUInt32BE(1) === 0;
  return isNegotiation && reply.subarray(5, 5 + turned.length).equals(turned)
    ? ok
    : { class: 'soft', reason: 'no QUIC version negotiation' };
}
