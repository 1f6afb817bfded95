import * as fc from 'fast-check';
import { Prefix } from '../../../lib/fleet/addresses/prefix';
import { deriveModel } from '../../../lib/fleet/derive/model';
import { anyFleet } from '../../properties/any-fleet';
import { testbed } from '../testbed';

/** Every object that is reached from a value, but what the operator wrote. */
function reached(value: unknown, found = new Set<object>()): Set<object> {
  if (typeof value !== 'object' || value === null || value instanceof Prefix || found.has(value)) return found;
  found.add(value);
  for (const [key, part] of Object.entries(value)) if (key !== 'description' && key !== 'health') reached(part, found);
  return found;
}

describe('what is derived', () => {
  test('knows its site or network, and is known there', () => {
    fc.assert(
      fc.property(anyFleet, (description) => {
        const { sites, networks } = deriveModel(description);
        for (const site of sites) {
          const { borders, hosts, clients, uplinks } = site;
          for (const part of [...borders, ...hosts, ...clients, ...uplinks]) expect(part.site).toBe(site);
          for (const { border } of uplinks) expect(borders).toContain(border);
          for (const border of borders) expect(border.uplinks).toEqual(uplinks.filter((uplink) => uplink.border === border));
        }
        for (const network of networks) {
          for (const router of network.routers) expect(router.network).toBe(network);
          for (const { router } of network.links.flatMap(({ ends }) => ends)) expect(network.routers).toContain(router);
        }
      }),
      { numRuns: 20 },
    );
  });

  test('is frozen, all of it, also where it has holes', () => {
    const holes = testbed();
    for (const site of Object.values(holes.sites)) site.uplinks = [...site.uplinks, 'nowhere/pe-1'];
    for (const description of [testbed(), holes]) {
      const all = [...reached(deriveModel(description))];
      expect(all.length).toBeGreaterThan(100);
      expect(all.filter((part) => !Object.isFrozen(part))).toEqual([]);
    }
  });
});
