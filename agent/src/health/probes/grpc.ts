import { connect } from 'node:http2';
import type { ClientHttp2Session } from 'node:http2';
import type { ProbeConfig } from 'anycast-mec/contract';
import { ok, outcomeOfError } from '../evidence';
import type { Outcome } from '../evidence';
import { untilSettled } from '../probe';
import type { Probe } from '../probe';
import { authority } from './authority';

const names = ['UNKNOWN', 'SERVING', 'NOT_SERVING', 'SERVICE_UNKNOWN'];
/** gRPC status RESOURCE_EXHAUSTED, the 429 of gRPC. */
const resourceExhausted = '8';

/** `grpc.health.v1.Health/Check` (the gRPC health checking protocol) over HTTP/2, encoded by hand: two messages of one field each. */
export const grpcProbe: Probe = (address, config, deadline, settled) =>
  untilSettled(deadline, settled, (settle) => {
    const { tls } = config;
    const session = connect(origin(address, config), {
      ...(tls && {
        servername: tls.serverName ?? config.host ?? '',
        rejectUnauthorized: tls.verify,
        ...(tls.caFile !== undefined && { ca: authority(tls.caFile) }),
      }),
    });
    session.on('error', (error) => settle(outcomeOfError(error)));
    check(session, config.grpcService, settle);
    return () => session.destroy();
  });

function origin(address: string, { port, tls }: ProbeConfig): string {
  return `${tls ? 'https' : 'http'}://${address.includes(':') ? `[${address}]` : address}:${port}`;
}

function check(session: ClientHttp2Session, service: string, settle: (outcome: Outcome) => void): void {
  const stream = session.request({
    ':method': 'POST',
    ':path': '/grpc.health.v1.Health/Check',
    'content-type': 'application/grpc',
    te: 'trailers',
  });
  const chunks: Buffer[] = [];
  let grpcStatus: string | undefined;
  let httpStatus = 0;
  const status = (headers: Readonly<Record<string, unknown>>) => {
    if (typeof headers['grpc-status'] === 'string') grpcStatus = headers['grpc-status'];
  };
  stream.on('response', (headers) => {
    httpStatus = headers[':status'] ?? 0;
    status(headers);
  });
  stream.on('trailers', status);
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.on('error', (error) => settle(outcomeOfError(error)));
  stream.on('end', () => settle(judged(httpStatus, grpcStatus, Buffer.concat(chunks))));
  stream.end(frame(message(service)));
}

function judged(httpStatus: number, grpcStatus: string | undefined, body: Buffer): Outcome {
  if (httpStatus !== 200) return { class: httpStatus === 429 ? 'overloaded' : 'soft', reason: `status ${httpStatus}` };
  if (grpcStatus === resourceExhausted) return { class: 'overloaded', reason: 'gRPC RESOURCE_EXHAUSTED' };
  if (grpcStatus !== undefined && grpcStatus !== '0') return { class: 'soft', reason: `gRPC status ${grpcStatus}` };
  const serving = servingStatus(body);
  return serving === 1 ? ok : { class: 'soft', reason: `gRPC ${names[serving] ?? 'health status unknown'}` };
}

/** HealthCheckRequest: field 1, a string. */
export function message(service: string): Buffer {
  const text = Buffer.from(service);
  return text.length === 0 ? text : Buffer.concat([Buffer.from([0x0a]), varint(text.length), text]);
}

/** A message as gRPC sends it: not compressed, its length, itself. */
export function frame(payload: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(payload.length, 1);
  return Buffer.concat([head, payload]);
}

/** The status of a HealthCheckResponse (field 1, an enumeration of one byte); 0, unknown, where it is left out. */
export function servingStatus(body: Buffer): number {
  const payload = body.subarray(5);
  return payload[0] === 0x08 ? (payload[1] ?? 0) : 0;
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
  return Buffer.from([...bytes, rest]);
}
