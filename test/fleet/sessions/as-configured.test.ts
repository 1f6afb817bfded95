import { Fleet } from '../../../lib/fleet';
import { routersOf } from '../../../lib/routers';
import { testbed } from '../testbed';

/** The testbed, in which only some sessions have a password and only some are watched by BFD. */
function mixed(): Fleet {
  const description: any = testbed();
  description.sites['mec-1'] = {
    ...{ as: 65533, borders: 2, hostPassword: { env: 'HOSTS' }, clients: ['upf-1'], bfd: true },
    uplinks: [{ to: 'isp-x/pe-1', password: { env: 'UPLINK' }, bfd: false }, 'isp-x/pe-2'],
  };
  description.sites['mec-2'].borders = 2;
  description.sites['mec-2'].bfd = false;
  description.exchanges.ixp.password = { env: 'IXP' };
  return Fleet.from(description);
}

test('a session has the timers, BFD, password and GTSM that are configured at its ends', () => {
  const fleet = mixed();
  const configured = routersOf(fleet).flatMap(({ bgp }) =>
    (bgp?.neighbors ?? []).map(({ localAddress, address, timers, bfd, password, gtsm }) => [
      `${localAddress} ${address}`,
      { timers, bfd, password: password !== undefined, gtsm },
    ]),
  );
  const predicted = fleet.sessions
    .filter(({ kind }) => kind !== 'host')
    .flatMap(({ ends: [a, b], timers, bfd, password, gtsm }) =>
      [`${a.address} ${b.address}`, `${b.address} ${a.address}`].map((ends) => [ends, { timers, bfd, password, gtsm }]),
    );
  expect(Object.fromEntries(predicted)).toEqual(Object.fromEntries(configured));
});

test('each kind has both: a password and none, BFD and none', () => {
  const { sessions } = mixed();
  const without = Fleet.from(testbed()).sessions;
  const of = (kind: string, at: string) => sessions.find((each) => each.kind === kind && each.ends[0].router === at);
  const has = (kind: string, at: string) => [of(kind, at)?.password, of(kind, at)?.bfd !== undefined];
  expect({
    hosts: [has('host', 'mec-1/border-1'), has('host', 'mec-2/border-1')],
    borders: [has('border', 'mec-1/border-1'), has('border', 'mec-2/border-1')],
    uplinks: [has('uplink', 'mec-1/border-1')[0], has('uplink', 'mec-3/border-1')[0]],
    exchanges: [...sessions, ...without].filter(({ kind }) => kind === 'exchange').map(({ password }) => password),
  }).toEqual({
    hosts: [
      [true, true],
      [false, false],
    ],
    borders: [
      [true, true],
      [false, false],
    ],
    uplinks: [true, false],
    exchanges: [true, false],
  });
});
