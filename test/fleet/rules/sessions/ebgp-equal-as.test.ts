import { Fleet } from '../../../../lib/fleet';
import { testbed } from '../../testbed';

const told = (change: (fleet: any) => void) => {
  const description = testbed();
  change(description);
  const found = Fleet.examine(description).findings.filter(({ rule }) => rule === 'ebgp-equal-as');
  return found.map(({ path, value, message }) => [path, value, message]);
};

describe('equal AS numbers', () => {
  test.each<[string, unknown[]]>([
    ['one host of several', [{ name: 'a' }, { name: 'b', as: 65533 }]],
    [
      'all hosts',
      [
        { name: 'a', as: 65533 },
        { name: 'b', as: 65533 },
      ],
    ],
  ])('of a site and %s are told once', (_, hosts) => {
    const change = (fleet: any) => (fleet.sites['mec-1'].hosts = hosts);
    expect(told(change)).toEqual([['sites.mec-1.as', 65533, 'mec-1 and its hosts have one AS.']]);
  });

  test('of a site and its upstream, and of networks at an exchange, are told each', () => {
    const change = (fleet: any) => {
      fleet.sites['mec-1'].as = 64500;
      fleet.networks['isp-y'].as = 64500;
    };
    expect(told(change)).toEqual([
      ['sites.mec-1.as', 64500, 'mec-1 has the AS of isp-x, its upstream.'],
      ['networks.isp-y.as', 64500, 'isp-y and isp-x meet at ixp with one AS.'],
    ]);
  });

  test('of two sites, of two hosts and of networks that do not meet are none', () => {
    const change = (fleet: any) => {
      fleet.sites['mec-2'].as = fleet.sites['mec-1'].as;
      fleet.networks['isp-z'] = { as: 64500, routers: { 'z-1': 'pe' } };
    };
    expect(told(change)).toEqual([]);
    expect(told(() => undefined)).toEqual([]);
  });
});
