import { randomInt } from 'node:crypto';
import { decode, encode, RECURSION_DESIRED } from 'dns-packet';
import type { DecodedPacket } from 'dns-packet';
import { ok } from '../evidence';
import type { Outcome } from '../evidence';
import type { Probe } from '../probe';
import { exchange } from './udp';

/** What is asked for, and how many records of its type must come. */
type Question = Parameters<Probe>[1]['dns'] & object;

/** A DNS question over UDP (RFC 1035), answered without error and with enough records of the type that was asked for. */
export const dnsProbe: Probe = (address, { port, dns }, deadline, settle) => {
  const id = randomInt(65_536);
  const asked: Question = dns ?? { name: '.', type: 'SOA', answers: 0 };
  exchange({ address, port }, question(id, asked), deadline, settle, (reply) => judged(reply, id, asked));
};

/** A query with one question and the recursion-desired bit. */
function question(id: number, { name, type }: Pick<Question, 'name' | 'type'>): Buffer {
  return encode({ type: 'query', id, flags: RECURSION_DESIRED, questions: [{ type, name: name.replace(/\.$/, '') || '.' }] });
}

function judged(bytes: Buffer, id: number, { type, answers }: Question): Outcome {
  const reply = decoded(bytes);
  if (reply?.id !== id || reply.type !== 'response') return { class: 'soft', reason: 'no DNS answer to this question' };
  const { rcode } = reply as DecodedPacket & { readonly rcode: string };
  if (rcode !== 'NOERROR') return { class: 'soft', reason: `DNS ${rcode}` };
  // The chain of CNAMEs on the way (RFC 1034, section 3.6.2) is no record of the type.
  const count = (reply.answers ?? []).filter((record) => record.type === type).length;
  // Of an answer that did not fit (TC) nobody knows how much is missing.
  if (count >= answers || reply.flag_tc) return ok;
  return { class: 'soft', reason: `DNS ${count} records of type ${type}, ${answers} expected` };
}

function decoded(bytes: Buffer): DecodedPacket | undefined {
  try {
    return decode(bytes);
  } catch {
    return undefined;
  }
}
