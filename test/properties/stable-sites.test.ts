import * as fc from 'fast-check';
import { Fleet } from '../../lib/fleet';
import type { Site } from '../../lib/fleet';
import { draws } from '../draws';
import { routerSnapshot } from '../../lib/testing';
import { anyParts, assembled } from './any-fleet';
import type { Parts } from './any-fleet';
import { siteManifests } from './site-manifests';

/** Everything that a site has of its own, as data: names, addresses, interfaces. */
function ownOf(site: Site): object {
  const addresses = (list: readonly { address: string }[]) => list.map((entry) => entry.address);
  return {
    number: site.number,
    lan: site.lan.map(String),
    borders: site.borders.map((border) => [border.fullName, border.routerId, addresses(border.loopbacks), addresses(border.lan)]),
    uplinks: site.uplinks.map((uplink) => [
      uplink.name,
      uplink.borderInterface,
      uplink.peInterface,
      addresses(uplink.borderAddresses),
      addresses(uplink.peAddresses),
    ]),
    hosts: site.hosts.map((host) => [host.fullName, addresses(host.addresses)]),
    clients: site.clients.map((client) => [client.name, client.interface, client.prefixes.map(String)]),
  };
}

function sitesOf({ base }: Parts, sites: Parts['sites']): Map<string, unknown> {
  const fleet = Fleet.from(assembled(base, sites));
  return new Map(
    fleet.sites.map(({ name }) => [
      name,
      { ...ownOf(fleet.site(name)), manifests: siteManifests(fleet, name), routers: routerSnapshot(fleet, name) },
    ]),
  );
}

const runs = { numRuns: draws(50, 8) };

describe('a site keeps its addresses, names and files', () => {
  test('when another is removed, whichever it is', () => {
    fc.assert(
      fc.property(
        anyParts.filter((parts) => parts.sites.length > 3),
        fc.nat(),
        (parts, which) => {
          const before = sitesOf(parts, parts.sites);
          // The cloud, first of all, stays: without it the fleet has no site of last resort.
          const gone = 1 + (which % (parts.sites.length - 1));
          const after = sitesOf(
            parts,
            parts.sites.filter((_, index) => index !== gone),
          );
          expect(after.size).toBe(before.size - 1);
          for (const [name, own] of after) expect(own).toEqual(before.get(name));
        },
      ),
      runs,
    );
  });

  test('when another is added, in front of it or behind', () => {
    fc.assert(
      fc.property(anyParts, fc.boolean(), (parts, inFront) => {
        const [first, ...others] = parts.sites;
        if (!first) throw new Error('a fleet has sites');
        const added = {
          name: 'mec-251',
          site: { ...first.site, kind: 'mec' as const, number: 251, as: 4_200_000_251, clients: ['ran-251'] },
        };
        const before = sitesOf(parts, parts.sites);
        const after = sitesOf(parts, inFront ? [added, first, ...others] : [first, ...others, added]);
        expect(after.size).toBe(before.size + 1);
        for (const [name, own] of before) expect(after.get(name)).toEqual(own);
      }),
      runs,
    );
  });

  test('when the order of the sites changes', () => {
    fc.assert(
      fc.property(
        anyParts.chain((parts) =>
          fc.tuple(fc.constant(parts), fc.shuffledSubarray([...parts.sites], { minLength: parts.sites.length })),
        ),
        ([parts, shuffled]) => {
          const before = sitesOf(parts, parts.sites);
          for (const [name, own] of sitesOf(parts, shuffled)) expect(own).toEqual(before.get(name));
        },
      ),
      runs,
    );
  });
});
