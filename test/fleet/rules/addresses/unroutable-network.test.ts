import { Fleet } from '../../../../lib/fleet';
import type { Loose } from '../changes';
import { testbed } from '../../testbed';

const told = (change: (fleet: Loose) => void) => {
  const fleet: Loose = testbed();
  change(fleet);
  return Fleet.examine(fleet)
    .findings.filter(({ severity }) => severity === 'error')
    .map(({ rule, path, value }) => `${rule} ${path} ${String(value)}`);
};
const pool = (prefix: string) => (fleet: Loose) => void (fleet.pools.more = prefix);
const clients = (prefix: string) => (fleet: Loose) => void (fleet.sites['mec-1'].clients = [{ name: 'c', prefix }]);

describe('a pool', () => {
  test.each(['198.18.0.0/24', '100.64.0.0/24', '2001:db8:77::/64', 'fd00:77::/64'])('may be %s', (prefix) =>
    expect(told(pool(prefix))).toEqual([]),
  );

  test.each([
    ['multicast', '224.0.1.0/24'],
    ['multicast', 'ff0e::/64'],
    ['class E', '240.0.1.0/24'],
    ['link-local', '169.254.9.0/24'],
    ['link-local', 'fe80:9::/64'],
    ['of NAT64', '64:ff9b::/96'],
    ['loopback', '127.0.9.0/24'],
    ['of this host', '0.0.9.0/24'],
  ])('is refused where it is %s: %s', (_, prefix) =>
    expect(told(pool(prefix))).toEqual([`unroutable-network pools.more ${prefix}`]),
  );
});

describe('a client network', () => {
  test.each(['10.9.0.0/30', '2001:db8:9::/64'])('may be as long as %s', (prefix) =>
    expect(told(clients(prefix)).filter((finding) => finding.startsWith('unroutable'))).toEqual([]),
  );

  test.each(['10.9.0.0/31', '10.9.0.1/32', '2001:db8:9::/65', '2001:db8:9::/126'])(
    'is refused as long as %s, which no router takes',
    (prefix) => expect(told(clients(prefix))).toContain(`unroutable-network sites.mec-1.clients[0].prefix ${prefix}`),
  );
});
