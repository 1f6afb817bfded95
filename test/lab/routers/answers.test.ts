import * as bird from '../../../lab/src/routers/bird-answers';
import * as frr from '../../../lab/src/routers/frr-answers';
import { daemonsOf } from '../../../lab/src/routers/frr';

test('FRR: sessions of both families by address', () => {
  const text = JSON.stringify({
    ipv4Unicast: { routerId: '10.0.0.1', peers: { '10.0.0.2': { state: 'Established' } } },
    ipv6Unicast: { peers: { '2001:db8::2': { state: 'Active' } } },
  });
  expect([...frr.sessionsOf(text)]).toEqual([
    ['10.0.0.2', 'Established'],
    ['2001:db8::2', 'Active'],
  ]);
  expect([...frr.sessionsOf('{}')]).toEqual([]);
});

test('FRR: the selected path, and none where the prefix is unknown', () => {
  const paths = [
    { aspath: { string: '64600 64702' }, nexthops: [{ ip: '10.0.0.9' }], bestpath: { overall: false } },
    { aspath: { string: '64512' }, nexthops: [{ ip: '10.1.1.11' }], locPrf: 100, bestpath: { overall: true } },
  ];
  expect(frr.bestPathOf('203.0.113.1/32', JSON.stringify({ paths }))).toMatchObject({ asPath: [64512], nextHop: '10.1.1.11' });
  expect(frr.bestPathOf('203.0.113.1/32', '{}')).toBeUndefined();
});

test('BIRD: paths of BGP with their attributes; what the kernel or OSPF gave is left out', () => {
  const text = [
    'Table master4:',
    '203.0.113.1/32       unicast [hosts1 12:00:00.000] * (100) [AS64512i]',
    '\tvia 10.1.1.11 on hosts0',
    '\tBGP.as_path: 64512',
    '\tBGP.next_hop: 10.1.1.11',
    '                     unicast [uplink1 12:00:00.000] (100) [AS64512i]',
    '\tBGP.as_path: 64600 64702 64512',
    '\tBGP.next_hop: 10.0.0.9',
    '10.0.0.0/24          unicast [direct1 12:00:00.000] * (240)',
  ].join('\n');
  expect(bird.routesOf(text)).toEqual([
    { prefix: '203.0.113.1/32', best: true, asPath: [64512], nextHop: '10.1.1.11' },
    { prefix: '203.0.113.1/32', best: false, asPath: [64600, 64702, 64512], nextHop: '10.0.0.9' },
  ]);
});

test('daemons run as the generated file says, zebra first, those that are off not at all', () => {
  const content = 'bgpd=yes\nospfd=no\nbfdd=yes\nbgpd_options="  -A 127.0.0.1 -x"\n';
  const commands = daemonsOf([{ path: 'daemons', content, mode: 0o644 }]);
  expect(commands.map(({ daemon }) => daemon)).toEqual(['zebra', 'staticd', 'bgpd', 'bfdd']);
  expect(commands[2]?.command.slice(-3)).toEqual(['-A', '127.0.0.1', '-x']);
});

test('FRR: neighbors with what was taken of them in all families', () => {
  const peer = { state: 'Established', connectionsEstablished: 2, pfxRcd: 3 };
  const text = JSON.stringify({
    ipv4Unicast: { peers: { '10.0.0.2': peer, '10.0.0.4': { state: 'Active' } } },
    ipv6Unicast: { peers: { '10.0.0.2': peer } },
  });
  expect([...frr.neighborsOf(text)]).toEqual([
    ['10.0.0.2', { isUp: true, since: '2', accepted: 6 }],
    ['10.0.0.4', { isUp: false, since: '0', accepted: 0 }],
  ]);
  expect([...frr.neighborsOf('{}')]).toEqual([]);
});

test('BIRD: neighbors with what was taken of them, and since when; what is no BGP is left out', () => {
  const text = [
    'kernel4    Kernel     master4    up     10:00:00.000  ',
    '  Channel ipv4',
    '    Routes:         9 imported, 1 exported, 0 preferred',
    'uplink     BGP        ---        up     10:00:01.500  Established   ',
    '  BGP state:          Established',
    '    Neighbor address: 10.0.0.32',
    '    Routes:         3 imported, 1 filtered, 2 exported, 3 preferred',
    'hosts_1    BGP        ---        start  10:00:02.000  Passive       ',
    '  BGP state:          Passive',
    '    Neighbor address: fe80::1%eth0',
  ].join('\n');
  expect([...bird.neighborsOf(text)]).toEqual([
    ['10.0.0.32', { isUp: true, since: '10:00:01.500', accepted: 3 }],
    ['fe80::1', { isUp: false, since: '10:00:02.000', accepted: 0 }],
  ]);
});
