import { randomInt } from 'node:crypto';
import { ok } from '../evidence';
import type { Outcome } from '../evidence';
import type { Probe } from '../probe';
import { exchange } from './udp';

const types = { A: 1, NS: 2, SOA: 6, TXT: 16, AAAA: 28 } as const;
const codes = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED'];

/** A DNS question over UDP (RFC 1035), answered without error and with enough answers. */
export const dnsProbe: Probe = (address, { port, dns }, deadline, settle) => {
  const id = randomInt(65_536);
  const { name, type, answers } = dns ?? { name: '.', type: 'SOA' as const, answers: 0 };
  exchange({ address, port }, question(id, name, types[type]), deadline, settle, (reply) => judged(reply, id, answers));
};

/** A query with one question and the recursion-desired bit. */
export function question(id: number, name: string, type: number): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt16BE(id, 0);
  head.writeUInt16BE(0x0100, 2);
  head.writeUInt16BE(1, 4);
  const labels = name.split('.').filter((label) => label !== '');
  const encoded = labels.map((label) => Buffer.concat([Buffer.from([Buffer.byteLength(label)]), Buffer.from(label)]));
  const tail = Buffer.alloc(5);
  tail.writeUInt16BE(type, 1);
  tail.writeUInt16BE(1, 3);
  return Buffer.concat([head, ...encoded, tail]);
}

function judged(reply: Buffer, id: number, answers: number): Outcome {
  if (reply.length < 12 || reply.readUInt16BE(0) !== id) return { class: 'soft', reason: 'no DNS answer to this question' };
  const code = reply.readUInt16BE(2) & 15;
  if (code !== 0) return { class: 'soft', reason: `DNS ${codes[code] ?? code}` };
  const count = reply.readUInt16BE(6);
  return count >= answers ? ok : { class: 'soft', reason: `DNS ${count} answers, ${answers} expected` };
}
