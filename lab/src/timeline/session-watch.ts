import type { LabNode } from '../network/lab-node';
import { bfdPort, bfdStateOf } from './bfd-packet';
import type { BfdState } from './bfd-packet';
import { bgpNewsIn, bgpPort } from './bgp-message';
import { toMonotonicNs } from './clock';
import type { ClockPair } from './clock';
import type { TimelineEvent } from './event';
import { PcapReader, readSegment } from './pcap';
import type { CapturedPacket, Segment } from './pcap';

/** What a session watch needs to know. */
export interface WatchOptions {
  /** VIPs whose routes are told. Canonical text. */
  readonly addresses: ReadonlySet<string>;
  /** Full name of the router or host that has an address. */
  readonly nameOf: (address: string) => string;
  readonly clock: ClockPair;
  readonly tell: (event: TimelineEvent) => void;
}

/**
 * Watches the sessions of a router on the wire, the same for every daemon: a BFD session is down when the router itself says so
 * in a control packet, which RFC 5880 wants sent at once; a withdraw is sent when its UPDATE leaves.
 *
 * @returns ends it
 */
export function watchSessions(node: Pick<LabNode, 'name' | 'start'>, options: WatchOptions): () => void {
  const filter = `udp dst port ${bfdPort} or (tcp port ${bgpPort} and tcp[tcpflags] & tcp-push != 0)`;
  const child = node.start('tcpdump', ['-i', 'any', '--immediate-mode', '-U', '-n', '-s', '2048', '-w', '-', filter]);
  const states = new Map<string, BfdState>();
  const reader = new PcapReader((packet) => {
    const segment = readSegment(packet.bytes);
    if (segment) for (const event of eventsOf(node.name, packet, segment, states, options)) options.tell(event);
  });
  let broken = false;
  child.stdout.on('data', (bytes: Buffer) => {
    if (broken) return;
    try {
      reader.push(bytes);
    } catch {
      broken = true; // the trial then has no such events, and its timeline says so
    }
  });
  return () => child.kill('SIGTERM');
}

/** What one packet tells. Exported for tests. */
export function eventsOf(
  where: string,
  packet: Pick<CapturedPacket, 'wallNs' | 'outgoing'>,
  segment: Segment,
  states: Map<string, BfdState>,
  { addresses, nameOf, clock }: Omit<WatchOptions, 'tell'>,
): TimelineEvent[] {
  if (!packet.outgoing) return [];
  const atNs = toMonotonicNs(packet.wallNs, clock);
  const to = nameOf(segment.destination);
  if (segment.protocol === 'udp') {
    const state = bfdStateOf(segment.payload);
    const before = states.get(segment.destination);
    if (!state || state === before) return [];
    states.set(segment.destination, state);
    if (state === 'up') return [{ atNs, kind: 'bfd-up', where, detail: to }];
    return before === 'up' ? [{ atNs, kind: 'bfd-down', where, detail: to }] : [];
  }
  const ours = (prefixes: readonly string[]) => prefixes.filter((prefix) => addresses.has(prefix.replace(/\/(32|128)$/, '')));
  return bgpNewsIn(segment.payload).flatMap((news): TimelineEvent[] => {
    if (news.kind === 'notification')
      return [{ atNs, kind: 'bgp-closed', where, detail: `${to}: notification ${news.code}/${news.subcode}` }];
    const [withdrawn, announced] = [ours(news.withdrawn), ours(news.announced)];
    return [
      ...withdrawn.map((prefix): TimelineEvent => ({ atNs, kind: 'bgp-withdraw', where, detail: `${prefix} to ${to}` })),
      ...announced.map((prefix): TimelineEvent => ({ atNs, kind: 'bgp-announce', where, detail: `${prefix} to ${to}` })),
    ];
  });
}
