import { Fleet } from '../../../lib/fleet';
import { routersOf } from '../../../lib/routers/model/derive';
import { testbed } from '../testbed';

type Caches = NonNullable<ReturnType<typeof testbed>['rpki']>['caches'];
const withCaches = (caches?: Caches) => ({ ...testbed(), ...(caches && { rpki: { caches } }) });

describe('the RPKI caches of a fleet', () => {
  test('are none unless they are given', () => expect(Fleet.from(withCaches()).caches).toEqual([]));

  test('are asked at port 323 unless another is given, and have their canonical address', () => {
    const caches: Caches = ['192.0.2.1', { address: '2001:DB8::0001' }, { address: '192.0.2.1', port: 8282 }];
    expect(Fleet.from(withCaches(caches)).caches).toEqual([
      { path: 'rpki.caches[0]', family: 4, address: '192.0.2.1', port: 323 },
      { path: 'rpki.caches[1].address', family: 6, address: '2001:db8::1', port: 323 },
      { path: 'rpki.caches[2].address', family: 4, address: '192.0.2.1', port: 8282 },
    ]);
  });

  const again = ['192.0.2.1', { address: '192.0.2.1', port: 323 }] satisfies Caches;
  test.each<[string, unknown[], string]>([
    ['twice, whatever way it is written', again, 'rpki.caches[1]'],
    ['twice in IPv6', ['2001:db8::1', '2001:DB8:0::1'], 'rpki.caches[1]'],
    ['by name', ['cache.example.net'], 'rpki.caches[0]'],
    ['none at all', [], 'rpki.caches'],
    ['at no port', [{ address: '192.0.2.1', port: 0 }], 'rpki.caches[0].port'],
  ])('are refused: %s', (_, caches, path) => {
    const { findings } = Fleet.examine({ ...testbed(), rpki: { caches } });
    expect(findings.filter(({ severity }) => severity === 'error').map((finding) => finding.path)).toEqual([path]);
  });

  test('are asked by routers that hear a provider or peer, and by no others', () => {
    const asking = (caches?: Caches) =>
      routersOf(Fleet.from(withCaches(caches)))
        .filter((model) => model.caches?.length)
        .map(({ fullName }) => fullName);
    expect(asking()).toEqual([]);
    const borders = Object.keys(testbed().sites).map((site) => `${site}/border-1`);
    expect(asking(['192.0.2.1']).sort()).toEqual([...borders, 'isp-x/x-1', 'isp-y/y-1'].sort());
  });
});
