import { bgpNewsIn } from '../../../lab/src/timeline/bgp-message';
import { bfdStateOf } from '../../../lab/src/timeline/bfd-packet';
import { PcapReader, readSegment } from '../../../lab/src/timeline/pcap';
import type { CapturedPacket } from '../../../lab/src/timeline/pcap';
import { readRouteLine } from '../../../lab/src/timeline/route-lines';
import { eventsOf } from '../../../lab/src/timeline/session-watch';

const hex = (text: string) => Buffer.from(text.replace(/\s/g, ''), 'hex');
const marker = 'ff'.repeat(16);

/** A BGP message: header and body. */
function bgp(type: number, body: string): Buffer {
  const bytes = hex(body);
  const header = Buffer.alloc(3);
  header.writeUInt16BE(19 + bytes.length, 0);
  header.writeUInt8(type, 2);
  return Buffer.concat([hex(marker), header, bytes]);
}

/** An IPv4 packet from 10.0.0.1 to 10.0.0.2. */
function packet(protocol: 6 | 17, port: number, payload: Buffer): Buffer {
  const transport = Buffer.alloc(protocol === 17 ? 8 : 20);
  transport.writeUInt16BE(40000, 0);
  transport.writeUInt16BE(port, 2);
  if (protocol === 6) transport.writeUInt8(5 << 4, 12);
  const ip = hex('45000000 00000000 ff000000 0a000001 0a000002');
  ip.writeUInt8(protocol, 9);
  ip.writeUInt16BE(20 + transport.length + payload.length, 2);
  return Buffer.concat([ip, transport, payload]);
}

/** A capture file with these frames behind SLL2 headers. */
function capture(frames: readonly { seconds: number; micros: number; outgoing: boolean; bytes: Buffer }[]): Buffer {
  const file = hex('d4c3b2a1 02000400 00000000 00000000 00080000 14010000');
  const records = frames.map(({ seconds, micros, outgoing, bytes }) => {
    const sll2 = hex('0800 0000 00000002 0001 00 06 0000000000000000');
    sll2.writeUInt8(outgoing ? 4 : 0, 10);
    const header = Buffer.alloc(16);
    [seconds, micros, 20 + bytes.length, 20 + bytes.length].forEach((value, index) => header.writeUInt32LE(value, index * 4));
    return Buffer.concat([header, sll2, bytes]);
  });
  return Buffer.concat([file, ...records]);
}

const bfd = (state: number) => hex(`20 ${(state << 6).toString(16).padStart(2, '0')} 03 18 ${'00'.repeat(20)}`);
const vip = '203.0.113.1';
const withdrawal = bgp(2, '0005 20 cb007101 0000');
const announcement = bgp(2, '0000 0000 20 cb007101');

describe('a capture', () => {
  const frames = [
    { seconds: 10, micros: 250, outgoing: true, bytes: packet(17, 3784, bfd(3)) },
    { seconds: 11, micros: 0, outgoing: false, bytes: packet(6, 179, withdrawal) },
  ];

  test('is read packet by packet, however its bytes come', () => {
    const whole = capture(frames);
    for (const size of [1, 7, whole.length]) {
      const seen: CapturedPacket[] = [];
      const reader = new PcapReader((entry) => seen.push(entry));
      for (let at = 0; at < whole.length; at += size) reader.push(whole.subarray(at, at + size));
      expect(seen.map(({ wallNs, outgoing }) => [wallNs, outgoing])).toEqual([
        [10_000_250_000n, true],
        [11_000_000_000n, false],
      ]);
      expect(readSegment(seen[0]!.bytes)).toMatchObject({
        protocol: 'udp',
        source: '10.0.0.1',
        destination: '10.0.0.2',
        destinationPort: 3784,
      });
    }
  });

  test('of another kind is refused', () => {
    const other = capture([]);
    other.writeUInt32LE(1, 20);
    expect(() => new PcapReader(() => undefined).push(other)).toThrow('link type 1');
  });

  test('a packet that is neither UDP nor TCP is no segment', () => {
    const icmp = packet(17, 1, Buffer.alloc(0));
    icmp.writeUInt8(1, 9);
    expect(readSegment(icmp)).toBeUndefined();
    expect(readSegment(Buffer.alloc(3))).toBeUndefined();
  });
});

test.each([
  [0, 'admin-down'],
  [1, 'down'],
  [2, 'init'],
  [3, 'up'],
])('BFD state %i is %s', (state, name) => {
  expect(bfdStateOf(bfd(state))).toBe(name);
});

test('another version of BFD, or a short packet, tells no state', () => {
  expect(bfdStateOf(hex(`40 c0 03 18 ${'00'.repeat(20)}`))).toBeUndefined();
  expect(bfdStateOf(hex('20c0'))).toBeUndefined();
});

describe('BGP on the wire', () => {
  test('withdrawn and announced routes are read, in one segment too', () => {
    const both = Buffer.concat([withdrawal, announcement]);
    expect(bgpNewsIn(both)).toEqual([
      { kind: 'update', announced: [], withdrawn: [`${vip}/32`] },
      { kind: 'update', announced: [`${vip}/32`], withdrawn: [] },
    ]);
  });

  test('routes of IPv6 stand in attributes', () => {
    const reach = '800e 1a 0002 01 04 00000000 00 80 20010db8000000000000000000000001';
    const unreach = '800f 14 0002 01 80 20010db8000000000000000000000002';
    const attributes = hex(`${reach} ${unreach}`);
    const length = attributes.length.toString(16).padStart(4, '0');
    expect(bgpNewsIn(bgp(2, `0000 ${length} ${attributes.toString('hex')}`))).toEqual([
      { kind: 'update', announced: ['2001:db8::1/128'], withdrawn: ['2001:db8::2/128'] },
    ]);
  });

  test('a notification ends the session; a keepalive says nothing', () => {
    expect(bgpNewsIn(Buffer.concat([bgp(4, ''), bgp(3, '0602')]))).toEqual([{ kind: 'notification', code: 6, subcode: 2 }]);
  });

  test('a message that is cut off is left out', () => {
    expect(bgpNewsIn(withdrawal.subarray(0, 22))).toEqual([]);
    expect(bgpNewsIn(Buffer.concat([Buffer.from('tail of another'), announcement]))).toHaveLength(1);
  });
});

describe('routes of an IPv6 VIP', () => {
  test('are told by the text that the Fleet has', () => {
    const sixVip = '2001:db8:a::11';
    const attributes = hex('800f 14 0002 01 80 20010db8000a00000000000000000011');
    const length = attributes.length.toString(16).padStart(4, '0');
    const update = bgp(2, `0000 ${length} ${attributes.toString('hex')}`);
    const options = {
      addresses: new Set([sixVip]),
      nameOf: (address: string) => address,
      clock: { wallNs: 0n, monotonicNs: 0n },
    };
    const [event] = eventsOf('a', { wallNs: 1n, outgoing: true }, readSegment(packet(6, 179, update))!, new Map(), options);
    expect(event).toMatchObject({ kind: 'bgp-withdraw', detail: `${sixVip}/128 to 10.0.0.2` });
  });
});

describe('events of a router', () => {
  const clock = { wallNs: 1_000_000_000n, monotonicNs: 5n };
  const options = {
    addresses: new Set([vip]),
    nameOf: (address: string) => (address === '10.0.0.2' ? 'mec-1/host-1' : address),
    clock,
  };
  const see = (states: Map<string, 'up' | 'down' | 'init' | 'admin-down'>, bytes: Buffer, outgoing = true) =>
    eventsOf('mec-1/border-1', { wallNs: 1_000_000_010n, outgoing }, readSegment(bytes)!, states, options);

  test('BFD goes down when the router itself says so after it was up, and once', () => {
    const states = new Map();
    expect(see(states, packet(17, 3784, bfd(1)))).toEqual([]);
    expect(see(states, packet(17, 3784, bfd(3))).map((event) => event.kind)).toEqual(['bfd-up']);
    expect(see(states, packet(17, 3784, bfd(1)))).toEqual([
      { atNs: 15n, kind: 'bfd-down', where: 'mec-1/border-1', detail: 'mec-1/host-1' },
    ]);
    expect(see(states, packet(17, 3784, bfd(1)))).toEqual([]);
  });

  test('what the other end says is not this router s event', () => {
    expect(see(new Map(), packet(17, 3784, bfd(3)), false)).toEqual([]);
    expect(see(new Map(), packet(6, 179, withdrawal), false)).toEqual([]);
  });

  test('only routes to the VIPs are told', () => {
    const foreign = bgp(2, '0005 20 c6336401 0000');
    expect(see(new Map(), packet(6, 179, Buffer.concat([foreign, withdrawal])))).toEqual([
      { atNs: 15n, kind: 'bgp-withdraw', where: 'mec-1/border-1', detail: `${vip}/32 to mec-1/host-1` },
    ]);
  });
});

describe('the kernel s routes', () => {
  test.each([
    ['[2026-11-25T02:30:51.846022] 203.0.113.1 via 10.0.0.1 dev eth1 proto bgp metric 20 ', false, 'via 10.0.0.1'],
    ['[2026-11-25T02:30:51.846022] Deleted 203.0.113.1 nhid 12 via 10.0.0.1 dev eth1 proto bgp metric 20', true, 'via 10.0.0.1'],
    [
      '[2026-11-25T02:30:51.846022] 203.0.113.1 proto bird metric 32 \\\tnexthop via 10.0.0.3 dev a weight 1 \\\tnexthop via 10.0.0.4 dev a weight 1',
      false,
      'via 10.0.0.3, 10.0.0.4',
    ],
    ['[2026-11-25T02:30:51.846022] unreachable 203.0.113.1 proto bird metric 32', false, 'unreachable'],
    ['[2026-11-25T02:30:51.846022] 203.0.113.1 dev lo scope link', false, 'dev lo'],
  ])('%s', (line, deleted, detail) => {
    expect(readRouteLine(line)).toEqual({
      wallNs: BigInt(Date.UTC(2026, 10, 25, 2, 30, 51)) * 1_000_000n + 846_022_000n,
      deleted,
      prefix: vip,
      detail,
    });
  });

  test.each(['', 'Error', '[2026-11-25T02:30:51.846022] nexthop id 12 via 10.0.0.2'])('%j tells no route', (line) => {
    expect(readRouteLine(line)).toBeUndefined();
  });
});
