/** First four bytes of every datagram of a probe. */
const magic = 'AMEC';

/** Length of a request, bytes; a reply begins with the same bytes. */
export const requestBytes = 32;

/** What a probe sends: 32 bytes, big endian. */
export interface ProbeRequest {
  /** Tells runs apart: a server counts what it received of each run. 32 bits. */
  readonly run: number;
  /** Number of the flow (source port), 0 to 65535. */
  readonly flow: number;
  /** Number of the request within its flow, from 0. 32 bits. */
  readonly sequence: number;
  /** When the schedule wanted it sent, CLOCK_MONOTONIC, ns. */
  readonly scheduledNs: bigint;
  /** When it was handed to the kernel, CLOCK_MONOTONIC, ns. */
  readonly sentNs: bigint;
}

/** Who answered a request, and what it had counted. */
export interface Answer {
  readonly site: string;
  readonly host: string;
  readonly pod: string;
  /** When the server had it, CLOCK_MONOTONIC, ns: all namespaces of a machine share that clock. */
  readonly receivedNs: bigint;
  /** Datagrams of this run that the process had received by then, this one included. */
  readonly count: number;
}

/** A request as bytes. A buffer of its own each time: the kernel may take it later. */
export function encodeRequest({ run, flow, sequence, scheduledNs, sentNs }: ProbeRequest): Buffer {
  const bytes = Buffer.allocUnsafe(requestBytes);
  bytes.write(magic, 0, 'latin1');
  bytes.writeUInt32BE(run, 4);
  bytes.writeUInt16BE(flow, 8);
  bytes.writeUInt16BE(0, 10);
  bytes.writeUInt32BE(sequence, 12);
  bytes.writeBigUInt64BE(scheduledNs, 16);
  bytes.writeBigUInt64BE(sentNs, 24);
  return bytes;
}

/** Reads the request at the beginning of a datagram; undefined if it is none of ours. */
export function decodeRequest(bytes: Buffer): ProbeRequest | undefined {
  if (bytes.length < requestBytes || bytes.toString('latin1', 0, 4) !== magic) return undefined;
  return {
    run: bytes.readUInt32BE(4),
    flow: bytes.readUInt16BE(8),
    sequence: bytes.readUInt32BE(12),
    scheduledNs: bytes.readBigUInt64BE(16),
    sentNs: bytes.readBigUInt64BE(24),
  };
}

/** The reply to a request: its own 32 bytes, then JSON. */
export function encodeReply(request: Buffer, answer: Answer): Buffer {
  const text = JSON.stringify({ ...answer, receivedNs: String(answer.receivedNs) });
  return Buffer.concat([request.subarray(0, requestBytes), Buffer.from(text)]);
}

/** Reads the answer behind the request in a reply; undefined if there is none that makes sense. */
export function decodeAnswer(bytes: Buffer): Answer | undefined {
  try {
    const value = JSON.parse(bytes.toString('utf8', requestBytes)) as Partial<Record<keyof Answer, unknown>>;
    const { site, host, pod, receivedNs, count } = value;
    if (typeof site !== 'string' || typeof host !== 'string' || typeof count !== 'number') return undefined;
    if (typeof receivedNs !== 'string' || !/^\d+$/.test(receivedNs)) return undefined;
    return { site, host, pod: typeof pod === 'string' ? pod : '', receivedNs: BigInt(receivedNs), count };
  } catch {
    return undefined;
  }
}
