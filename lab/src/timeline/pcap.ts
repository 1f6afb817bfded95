import { textOfBytes } from './address-text';

/** A packet of a capture, from its IP header on. */
export interface CapturedPacket {
  /** CLOCK_REALTIME, ns. */
  readonly wallNs: bigint;
  /** Whether the node itself sent it. */
  readonly outgoing: boolean;
  readonly bytes: Buffer;
}

/** pcap with microseconds and with nanoseconds, both little endian: this machine's own order, since it is read where it is made. */
const magics: Readonly<Record<number, bigint>> = { 0xa1b2c3d4: 1000n, 0xa1b23c4d: 1n };
const fileHeaderBytes = 24;
const recordHeaderBytes = 16;
/** LINUX_SLL2, what `tcpdump -i any` writes: 20 bytes with protocol, interface and direction. */
const linkTypeSll2 = 276;
const sll2Bytes = 20;
const outgoingType = 4;
const etherIpv4 = 0x0800;
const etherIpv6 = 0x86dd;

/** Reads a capture of `tcpdump -i any -w -` while it is written. */
export class PcapReader {
  private left = Buffer.alloc(0);
  private perTick: bigint | undefined;

  public constructor(private readonly tell: (packet: CapturedPacket) => void) {}

  /**
   * Takes the next bytes.
   *
   * @throws Error if it is no such capture
   */
  public push(bytes: Buffer): void {
    this.left = Buffer.concat([this.left, bytes]);
    if (this.perTick === undefined && !this.readFileHeader()) return;
    const perTick = this.perTick ?? 1000n;
    let at = 0;
    while (this.left.length - at >= recordHeaderBytes) {
      const length = this.left.readUInt32LE(at + 8);
      if (this.left.length - at < recordHeaderBytes + length) break;
      const wallNs = BigInt(this.left.readUInt32LE(at)) * 1_000_000_000n + BigInt(this.left.readUInt32LE(at + 4)) * perTick;
      this.packet(wallNs, this.left.subarray(at + recordHeaderBytes, at + recordHeaderBytes + length));
      at += recordHeaderBytes + length;
    }
    this.left = Buffer.from(this.left.subarray(at));
  }

  private readFileHeader(): boolean {
    if (this.left.length < fileHeaderBytes) return false;
    this.perTick = magics[this.left.readUInt32LE(0)];
    const linkType = this.left.readUInt32LE(20);
    if (this.perTick === undefined || linkType !== linkTypeSll2)
      throw new Error(`no capture of 'tcpdump -i any' (link type ${linkType}, wanted ${linkTypeSll2})`);
    this.left = this.left.subarray(fileHeaderBytes);
    return true;
  }

  private packet(wallNs: bigint, frame: Buffer): void {
    if (frame.length <= sll2Bytes) return;
    const protocol = frame.readUInt16BE(0);
    if (protocol !== etherIpv4 && protocol !== etherIpv6) return;
    this.tell({ wallNs, outgoing: frame.readUInt8(10) === outgoingType, bytes: Buffer.from(frame.subarray(sll2Bytes)) });
  }
}

/** A packet of UDP or TCP. */
export interface Segment {
  readonly protocol: 'udp' | 'tcp';
  readonly source: string;
  readonly destination: string;
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly payload: Buffer;
}

/** Reads IP and what is in it; undefined where it is neither UDP nor TCP. Extension headers of IPv6 are not expected here. */
export function readSegment(bytes: Buffer): Segment | undefined {
  if (bytes.length < 20) return undefined;
  const isV4 = bytes.readUInt8(0) >> 4 === 4;
  if (!isV4 && bytes.length < 40) return undefined;
  const headerBytes = isV4 ? (bytes.readUInt8(0) & 15) * 4 : 40;
  const protocol = { 17: 'udp', 6: 'tcp' }[bytes.readUInt8(isV4 ? 9 : 6)] as Segment['protocol'] | undefined;
  const end = isV4 ? bytes.readUInt16BE(2) : 40 + bytes.readUInt16BE(4);
  const transport = bytes.subarray(headerBytes, end);
  if (!protocol || transport.length < (protocol === 'udp' ? 8 : 20)) return undefined;
  const payloadAt = protocol === 'udp' ? 8 : (transport.readUInt8(12) >> 4) * 4;
  return {
    protocol,
    source: textOfBytes(isV4 ? bytes.subarray(12, 16) : bytes.subarray(8, 24)),
    destination: textOfBytes(isV4 ? bytes.subarray(16, 20) : bytes.subarray(24, 40)),
    sourcePort: transport.readUInt16BE(0),
    destinationPort: transport.readUInt16BE(2),
    payload: transport.subarray(payloadAt),
  };
}
