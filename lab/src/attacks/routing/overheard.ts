import type { RunningLab } from '../../model/running-lab';
import { routerNamed } from '../defences/defence';
import type { Target } from '../scene';

/** What somebody on the link of a session would see of it: the attacker is given it, since others than the TTL must not protect. */
export interface Overheard {
  readonly sourcePort: string;
  readonly destinationPort: string;
  /** Next sequence number that is expected of whom the attacker speaks for, and the last that this one has acknowledged. */
  readonly next: string;
  readonly acknowledged: string;
}

/** Longest wait for a packet, ms: sessions of the fleet send a KEEPALIVE each second or two. */
const patienceMs = 20_000;

/** Waits for the next segment with data of a session, from whom the attacker speaks for. @throws Error if there is none */
export async function overhear(lab: RunningLab, { from, at, fromAddress, atAddress }: Target): Promise<Overheard> {
  const filter = `tcp port 179 and src host ${fromAddress} and dst host ${atAddress} and tcp[tcpflags] & tcp-push != 0`;
  const args = ['-i', 'any', '-n', '-S', '-l', '--immediate-mode', '-c', '1', filter];
  const { out } = await routerNamed(lab, at).node.run('tcpdump', args, { timeoutMs: patienceMs });
  const found = segmentIn(out);
  if (!found) throw new Error(`nothing was heard of the session of ${from}: ${out}`);
  return found;
}

/** Of a line of tcpdump: ports and numbers of a segment with data. */
export function segmentIn(text: string): Overheard | undefined {
  const [, sourcePort, destinationPort, next, acknowledged] =
    /IP [\d.]+\.(\d+) > [\d.]+\.(\d+): Flags \[P\.\], seq \d+:(\d+), ack (\d+)/.exec(text) ?? [];
  if (sourcePort === undefined || destinationPort === undefined || next === undefined || acknowledged === undefined)
    return undefined;
  return { sourcePort, destinationPort, next, acknowledged };
}

/** Waits for the next BFD packet from whom the attacker speaks for. @returns its source port, and what is in it @throws Error if there is none */
export async function overhearBfd(
  lab: RunningLab,
  { from, at, fromAddress, atAddress }: Target,
): Promise<{ readonly sourcePort: number; readonly payload: Buffer }> {
  const filter = `udp dst port 3784 and src host ${fromAddress} and dst host ${atAddress}`;
  const args = ['-i', 'any', '-n', '-x', '-l', '--immediate-mode', '-c', '1', filter];
  const { out } = await routerNamed(lab, at).node.run('tcpdump', args, { timeoutMs: patienceMs });
  const bytes = bytesIn(out);
  const headerBytes = ((bytes[0] ?? 0) & 15) * 4;
  if (!headerBytes) throw new Error(`no BFD of ${from} was heard: ${out}`);
  return { sourcePort: bytes.readUInt16BE(headerBytes), payload: bytes.subarray(headerBytes + 8) };
}

/** Of `tcpdump -x`: the bytes of a packet, from its IP header on. */
export function bytesIn(text: string): Buffer {
  const lines = [...text.matchAll(/^\s+0x[0-9a-f]+:\s+([0-9a-f ]+)$/gm)].map(([, hex = '']) => hex.replaceAll(' ', ''));
  return Buffer.from(lines.join(''), 'hex');
}
