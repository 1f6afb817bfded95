import { join } from 'node:path';
import { Fleet } from '../../../lib';
import type { FleetDescription } from '../../../lib';
import { clusterRanges, nodeAddresses, podRanges, serviceRanges } from '../../../lab/src/clusters/management';

const example = (name: string) => Fleet.load(join(__dirname, '../../../examples', name, 'fleet.yaml'));

/** The example without the ranges that it names, or with others. */
function dualHomed(given: Pick<NonNullable<FleetDescription['defaults']>, 'pods' | 'serviceRange'> = {}) {
  const { pods, serviceRange, ...defaults } = example('dual-homed').description.defaults!;
  expect([pods, serviceRange]).not.toContain(undefined);
  return Fleet.from({ ...example('dual-homed').description, defaults: { ...defaults, ...given } }).site('mec-1');
}

test('a cluster whose hosts have IPv6 has both families, in ranges of the lab where the site names none', () => {
  const site = dualHomed();
  const [, second] = site.hosts;
  expect(clusterRanges(site).map(String)).toEqual(['10.244.0.0/16', 'fd10:244::/48']);
  expect(serviceRanges(site).map(String)).toEqual(['10.96.0.0/12', 'fd10:96::/112']);
  expect(podRanges(second!).map(String)).toEqual(['10.244.1.0/24', 'fd10:244:0:100::/56']);
  expect(nodeAddresses(second!)).toEqual(['10.1.1.12', '2001:db8:3:1::c']);
});

test('a cluster without IPv6 has none', () => {
  const site = example('thesis-testbed').sites[0]!;
  expect(clusterRanges(site).map(({ family }) => family)).toEqual([4]);
  expect(serviceRanges(site).map(({ family }) => family)).toEqual([4]);
  expect(nodeAddresses(site.hosts[0]!)).toHaveLength(1);
});

test('the ranges that a site names are taken; one that is too small for a part of each host is refused', () => {
  const parts = (ipv6: string) => dualHomed({ pods: ['10.244.0.0/16', ipv6] }).hosts.map((host) => String(podRanges(host)[1]));
  expect(parts('fd00:1::/56')).toEqual(['fd00:1::/64', 'fd00:1:0:1::/64']);
  expect(() => parts('fd00:1::/124')).toThrow('sites.mec-1.pods fd00:1::/124 has no part for it');
});
