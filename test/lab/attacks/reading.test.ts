import { sentIn } from '../../../lab/src/attacks/attacker';
import { lostSince } from '../../../lab/src/attacks/census';
import { moreThan } from '../../../lab/src/attacks/steady';
import { bytesIn, segmentIn } from '../../../lab/src/attacks/routing/overheard';

describe('what is read of programs', () => {
  test('/proc/net/dev: what left the interface', () => {
    const text = [
      'Inter-|   Receive                                                |  Transmit',
      ' face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed',
      '    lo:     100       1    0    0    0     0          0         0      100       1    0    0    0     0       0          0',
      '  eth0:    2000      20    0    0    0     0          0         0     3000      30    0    0    0     0       0          0',
    ].join('\n');
    expect(sentIn(text)).toEqual({ bytes: 3000, packets: 30 });
    expect(sentIn('')).toEqual({ bytes: 0, packets: 0 });
  });

  test('tcpdump: ports and numbers of a segment with data, and nothing of any other line', () => {
    const line =
      '10:00:00.000001 to-x In  IP 10.0.0.33.179 > 10.0.0.32.41234: Flags [P.], seq 4294967000:23, ack 77, win 509, length 19: BGP';
    expect(segmentIn(line)).toEqual({ sourcePort: '179', destinationPort: '41234', next: '23', acknowledged: '77' });
    expect(segmentIn(line.replace('[P.], seq 4294967000:23,', '[.],'))).toBeUndefined();
    expect(segmentIn('')).toBeUndefined();
  });

  test('tcpdump -x: the bytes of a packet', () => {
    expect(bytesIn('10:00 IP a > b\n\t0x0000:  4500 0034\n\t0x0010:  0a00\n').toString('hex')).toBe('450000340a00');
    expect(bytesIn('nothing').length).toBe(0);
  });
});

describe('sessions that were lost', () => {
  const up = (since: string) => ({ isUp: true, since, accepted: 1 });
  const before = new Map([
    ['isp/pe-1 to 10.0.0.1', up('1')],
    ['isp/pe-1 to 10.0.0.3', up('1')],
    ['isp/pe-2 to 10.0.0.5', { isUp: false, since: '0', accepted: 0 }],
  ]);
  test.each([
    ['none, when all are as they were', before, []],
    ['one that is gone', new Map([...before].slice(1)), ['isp/pe-1 to 10.0.0.1']],
    ['one that is up again', new Map([...before, ['isp/pe-1 to 10.0.0.1', up('2')]]), ['isp/pe-1 to 10.0.0.1']],
    ['none of the attacker', new Map([...before, ['isp/pe-1 to 10.0.0.3', up('2')]]), []],
    ['none that was down before', new Map([...before].slice(0, 2)), []],
  ] as const)('are %s', (_, after, lost) => {
    expect(lostSince(before, after, '10.0.0.3')).toEqual(lost);
  });
});

test('routes that are still there are those above what was there before', () => {
  const has = (accepted: number) => ({ isUp: true, since: '1', accepted });
  const before = new Map([['isp/pe-1 to 10.0.0.1', has(3)]]);
  expect(moreThan(before, before)).toEqual([]);
  expect(moreThan(before, new Map([['isp/pe-1 to 10.0.0.1', has(2)]]))).toEqual([]);
  expect(moreThan(before, new Map([['isp/pe-1 to 10.0.0.1', has(4)]]))).toEqual(['isp/pe-1 to 10.0.0.1: 4 routes, before: 3']);
  expect(moreThan(before, new Map([['isp/pe-2 to 10.0.0.1', has(1)]]))).toEqual(['isp/pe-2 to 10.0.0.1: 1 routes, before: 0']);
});
