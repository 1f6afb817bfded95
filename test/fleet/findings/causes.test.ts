import { Fleet } from '../../../lib/fleet';
import { testbed } from '../testbed';

/** Rule and path of everything that is told of the testbed after a change, and not without it. */
function told(change: (fleet: Loose) => void): string[] {
  const fleet: Loose = testbed();
  const before = new Set(Fleet.examine(testbed()).findings.map(({ rule, path }) => `${rule} ${path}`));
  change(fleet);
  return Fleet.examine(fleet)
    .findings.map(({ rule, path }) => `${rule} ${path}`)
    .filter((text) => !before.has(text));
}

/** Descriptions are broken in every way. */
type Loose = any;

describe('a cause is told without what follows from it', () => {
  test.each<[string, (fleet: Loose) => void, string[]]>([
    [
      'an uplink to a router that does not exist',
      (fleet) => (fleet.sites['mec-1'].uplinks = ['isp-x/pe-9']),
      ['unknown-reference sites.mec-1.uplinks[0]'],
    ],
    [
      'a link to a router that does not exist',
      (fleet) => (fleet.networks['isp-x'].links[0] = ['pe-1', 'p-9']),
      ['unknown-reference networks.isp-x.links[0].ends[1]'],
    ],
    [
      'a site of a service that does not exist',
      (fleet) => (fleet.services.sensors.sites = ['mec-1', 'mec-2', 'mec-3', 'mec-9', 'cloud']),
      ['unknown-reference services.sensors.sites[3]'],
    ],
    ['a range that is reversed', (fleet) => (fleet.pools = { apps: '11.11.11.20-11.11.11.1' }), ['range-reversed pools.apps']],
    ['a key that is misspelt', (fleet) => rename(fleet.sites['mec-1'], 'as', 'asn'), ['schema sites.mec-1.asn']],
    ['a key in capitals', (fleet) => rename(fleet.sites['mec-1'], 'as', 'AS'), ['schema sites.mec-1.AS']],
    ['a space of the plan that is misspelt', (fleet) => rename(fleet.plan, 'hosts', 'host'), ['schema plan.host']],
    [
      'a workload that is misspelt',
      (fleet) => rename(fleet.services.sensors, 'workload', 'workloads'),
      ['schema services.sensors.workloads'],
    ],
  ])('%s', (_, change, expected) => {
    expect(told(change)).toEqual(expected);
  });

  test('a plan that lacks a space is told where it lacks, and no family with it', () => {
    const found = told((fleet) => delete fleet.plan.loopbacks);
    expect(new Set(found.map((text) => text.split(' ')[0]))).toEqual(new Set(['no-address']));
  });
});

test('what stands beside a cause and does not follow from it is told, too', () => {
  const found = told((fleet) => {
    rename(fleet.sites['mec-1'], 'as', 'asn');
    fleet.services.sensors.vip = '192.0.2.1';
    fleet.sites['mec-2'].as = 23456;
  });
  expect(found).toEqual(
    expect.arrayContaining(['schema sites.mec-1.asn', 'vip-outside-pools services.sensors.vip', 'reserved-as sites.mec-2.as']),
  );
});

test('a site without any uplink is told before the sites that it leaves without a path', () => {
  const found = told((fleet) => {
    fleet.sites['mec-1'].uplinks = [];
  }).map((text) => text.split(' ')[0]);
  expect(found.indexOf('site-without-uplink')).toBeGreaterThanOrEqual(0);
  expect(found.indexOf('site-without-uplink')).toBeLessThan(found.indexOf('site-loss-leaves-no-path'));
});

function rename(group: Record<string, unknown>, from: string, to: string): void {
  group[to] = group[from];
  delete group[from];
}
