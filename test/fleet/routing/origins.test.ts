import * as fc from 'fast-check';
import { Fleet } from '../../../lib/fleet';
import type { FleetDescription } from '../../../lib/fleet';
import { anyFleet } from '../../properties/any-fleet';
import { testbed } from '../testbed';

const originsOf = (change: (fleet: any) => void = () => undefined) => {
  const description = testbed();
  change(description);
  return Fleet.from(description).origins;
};
const rights = (...change: Parameters<typeof originsOf>) =>
  originsOf(...change).map(({ prefix, maxLength, as }) => `${prefix}-${maxLength} ${as}`);

/** Paths of VIPs at routers that have none of their right. */
function withoutRight(fleet: Fleet): string[] {
  const known = new Set(fleet.origins.map(({ prefix, as }) => `${prefix} ${as}`));
  return fleet.services.flatMap(({ name, vips }) =>
    fleet.bestPaths(name).flatMap(({ router, family, asPath }) =>
      vips
        .filter((vip) => vip.family === family)
        .map(({ address }) => `${address}/${family === 6 ? 128 : 32} ${asPath.at(-1)}`)
        .filter((right) => !known.has(right))
        .map((right) => `${router}: ${right}`),
    ),
  );
}

describe('the rights to announce', () => {
  test('are those of VIPs for the AS of hosts, and of networks for the AS of their site, and cover no part of them', () => {
    expect(rights()).toEqual(
      expect.arrayContaining(['11.11.11.11/32-32 64512', '10.1.1.0/24-24 65533', '10.200.1.0/27-27 65533']),
    );
    for (const { prefix, maxLength } of originsOf()) expect(prefix).toMatch(new RegExp(`/${maxLength}$`));
  });

  test('are there once each, IPv4 first, by address and AS', () => {
    const all = rights();
    expect(new Set(all).size).toBe(all.length);
    const v6 = (fleet: any) => {
      fleet.networks['isp-x'].transport = 'plain';
      fleet.plan.hosts = ['2001:db8:3::/48', '10.1.0.0/16'];
    };
    const families = originsOf(v6).map(({ family }) => family);
    expect(families).toEqual([...families].sort());
    expect(families).toContain(6);
    const hosts = rights((fleet) => (fleet.sites['mec-2'].hostAs = 64400));
    const vips = hosts.filter((right) => right.startsWith('11.11.11.11/32'));
    expect(vips).toEqual(['11.11.11.11/32-32 64400', '11.11.11.11/32-32 64512']);
  });

  test('are those of the PE, too, that replaces the AS of other sites towards one: not towards the only one that has it', () => {
    const shared = (fleet: any) => {
      for (const name of ['mec-1', 'mec-2'])
        fleet.sites[name] = { ...fleet.sites[name], as: 65533, uplinks: [{ to: 'isp-x/pe-1', asOverride: true }] };
    };
    expect(rights(shared)).toEqual(
      expect.arrayContaining(['10.1.1.0/24-24 64500', '10.1.1.0/24-24 65533', '10.1.2.0/24-24 64500']),
    );
    const alone = (fleet: any) => void (fleet.sites['mec-1'].uplinks = [{ to: 'isp-x/pe-1', asOverride: true }]);
    expect(rights(alone)).toEqual(rights());
  });

  test('are there for the end of every path that a router of any fleet takes', () => {
    fc.assert(
      fc.property(anyFleet, (description) => {
        expect(withoutRight(Fleet.from(description))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  test('lack, without those of the PE, the end of a path whose AS is replaced', () => {
    // Hosts of two sites have the AS of a third, which is replaced towards it.
    const description = testbed();
    description.sites['mec-2']!.uplinks = [{ to: 'isp-x/pe-2', asOverride: true }];
    for (const name of ['mec-1', 'mec-3']) description.sites[name]!.hostAs = description.sites['mec-2']!.as;
    description.services!['sensors']!.sites = ['mec-1', 'mec-3'];
    const fleet = Fleet.from(description satisfies FleetDescription);
    const ends = fleet.bestPaths('sensors').filter(({ router }) => router === 'mec-2/border-1');
    expect(ends.map(({ asPath }) => asPath.at(-1))).toEqual([64500]);
    expect(withoutRight(fleet)).toEqual([]);
  });
});
